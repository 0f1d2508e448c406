import { parseDumpName } from '@create-dump/core';
import { planRetention, type RemovalPlan, type RetentionPolicy } from '@create-dump/retention';
import type { ReportItem } from './find-reports.js';

/** File names. */
export interface LeftFiles {
  readonly dumps: ReadonlySet<string>;
  readonly archives: readonly string[];
}

/**
 * Plans which reports go. The keep rules apply to the reports of one root as to the archives of one group, and a report that they
 * would remove stays as long as one of its dumps, or an archive of one, is left. The newest report always stays.
 */
export function planReports(
  reports: readonly ReportItem[],
  policy: RetentionPolicy,
  { now, left }: { readonly now: Date; readonly left: LeftFiles },
): RemovalPlan<ReportItem> {
  const { keep, remove } = planRetention(reports, policy, { now });
  const needed = remove.filter(({ item }) => item.dumps.some((dump) => isLeft(dump, left)));
  const message = 'None of its dumps is left, nor an archive of one.';
  return {
    keep: [...keep, ...needed].sort((a, b) => a.item.time.getTime() - b.item.time.getTime()),
    remove: remove
      .filter((entry) => !needed.includes(entry))
      .map(({ item, reasons }) => ({ item, reasons: [...reasons, { message }] })),
  };
}

/** Whether a dump, or an archive of its prefix and time, is left. */
function isLeft(dump: string, { dumps, archives }: LeftFiles): boolean {
  if (dumps.has(dump)) return true;
  const name = parseDumpName(dump);
  if (name === undefined) return false;
  return archives.some(
    (archive) => archive.startsWith(name.prefix) && archive.includes(name.stamp),
  );
}
