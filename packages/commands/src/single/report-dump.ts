import {
  counted,
  describeError,
  documentText,
  exitCodes,
  formatSummary,
  grouped,
  type Observers,
  timeText,
} from '@create-dump/observing';
import { basename } from 'node:path';
import {
  displayPath,
  type DumpResult,
  formatByteSize,
  type SkippedFile,
  skipReasons,
} from '@create-dump/core';
import type { KeepingReport } from '@create-dump/snapshots';
import type { World } from '../process/world.js';
import { doneLines, keepingSummary } from '../keeping/describe-keeping.js';
import { keepingToJson, reportFailures } from '../keeping/report-keeping.js';

export interface DumpReportOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly seconds: number;
  /** How many secrets were found, in words; empty if none. */
  readonly secrets: string;
  /** The result of archiving and pruning, if requested. */
  readonly kept: KeepingReport | undefined;
  /** The error that ended archiving and pruning early. */
  readonly failure: unknown;
}

/** Writes the result to standard output and a summary for people to standard error; returns the exit code. */
export function reportDump(
  result: DumpResult,
  options: DumpReportOptions,
  { world: { stdout }, observers }: { world: Pick<World, 'stdout'>; observers: Observers },
): number {
  const { notes } = observers;
  const document = () => documentText('single', toJson(result, options, observers.warnings()));
  observers.present({ document, report: result.path ?? undefined });
  if (options.json) stdout.write(document());
  else if (result.path !== null) stdout.write(`${result.path}\n`);
  if (notes.areWanted) {
    const isPathSeen = stdout.isTTY === true || result.path === null;
    notes.write(summary(result, { ...options, isPathSeen, paint: notes.paint }));
  }
  if (options.kept !== undefined) reportKept(options.kept, options, observers);
  if (options.failure !== undefined)
    observers.observe({ type: 'problem-found', ...describeError(options.failure) });
  const faults =
    result.skipped.some((file) => skipReasons[file.skipped].fault) || result.unstable.length > 0;
  return faults ? exitCodes.partly : exitCodes.done;
}

/** Standard output gets the dump's path; the rest is for people. Quarantined files are always reported. */
function reportKept(kept: KeepingReport, { quiet }: DumpReportOptions, observers: Observers): void {
  const { notes } = observers;
  if (notes.areWanted) notes.write([...doneLines(kept), keepingSummary(kept)].join(''));
  else if (!quiet && kept.quarantined.length > 0) notes.write(keepingSummary(kept));
  reportFailures(kept, observers);
}

function toJson(
  result: DumpResult,
  { kept, failure }: DumpReportOptions,
  warnings: readonly string[],
) {
  const { facts, path, checksumPath, signaturePath } = result;
  const { sha256, treeSha256, dumpBytes, files, bytes } = result;
  const { skipped, unstable, redacted, ignored, unchanged } = result;
  const { name, generated, git, tool, options } = facts;
  return {
    path,
    checksumPath,
    ...(signaturePath !== undefined && { signaturePath }),
    sha256,
    treeSha256,
    dumpBytes,
    name,
    generated,
    tool,
    git: git ?? null,
    options,
    files,
    bytes,
    ignored,
    unstable,
    ...(redacted.length > 0 && { redacted }),
    skipped,
    warnings,
    ...(unchanged && { unchanged }),
    ...(kept && { keeping: keepingToJson(kept) }),
    ...(failure !== undefined && { error: describeError(failure) }),
  };
}

interface SummaryOptions extends Pick<DumpReportOptions, 'seconds' | 'secrets'> {
  readonly paint: Observers['notes']['paint'];
  /** Whether the dump's path was already printed to the terminal. */
  readonly isPathSeen: boolean;
}

function summary(
  result: DumpResult,
  { seconds, secrets, paint, isPathSeen }: SummaryOptions,
): string {
  const { path, files, bytes, dumpBytes, skipped, unstable, redacted, ignored, sha256 } = result;
  const { signaturePath } = result;
  const notShown = skipped.filter((file) => skipReasons[file.skipped].section);
  const leftOut = skipped.length - notShown.length;
  const reasons = Object.entries(countByReason(notShown));
  return formatSummary(
    [
      ['unchanged', unchangedText(result)],
      ['dump', isPathSeen ? undefined : (path ?? undefined)],
      ['files', `${paint('bold', grouped(files))} (${formatByteSize(bytes)})`],
      ['not shown', reasons.map(([reason, count]) => `${grouped(count)} ${reason}`).join(', ')],
      ['left out', leftOut > 0 ? `${grouped(leftOut)} by the options` : ''],
      ['changed', unstable.length > 0 ? `${counted(unstable.length, 'file')} while read` : ''],
      ['secrets', secrets],
      ['redacted', redacted.length > 0 ? counted(redacted.length, 'file') : ''],
      ['ignored', ignored > 0 ? grouped(ignored) : ''],
      ['size', formatByteSize(dumpBytes)],
      ['time', timeText(seconds, result.unchanged === undefined ? bytes : 0)],
      ['SHA-256', sha256],
      ['signature', signaturePath === undefined ? '' : displayPath(basename(signaturePath))],
    ],
    paint,
  );
}

/** States that the other lines are about an earlier dump. */
function unchangedText({ unchanged, facts, files }: DumpResult): string {
  if (unchanged === undefined) return '';
  const { by, reread } = unchanged;
  const why =
    by === 'content'
      ? 'compared by content'
      : `${counted(reread, 'file')} of ${grouped(files)} read`;
  return `since ${facts.generated}: no dump was written (${by === 'commit' ? 'the same commit' : why})`;
}

function countByReason(skipped: readonly SkippedFile[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const file of skipped) counts[file.skipped] = (counts[file.skipped] ?? 0) + 1;
  return counts;
}
