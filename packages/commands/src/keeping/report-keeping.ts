import { exitCodes, type Observers } from '@create-dump/observing';
import type { KeepingReport } from '@create-dump/snapshots';

/**
 * The exit code of archiving and pruning. Damage takes precedence: an archive that isn't intact, or a snapshot that doesn't
 * match its checksum file, now or when it is archived or removed.
 */
export function keepingExitCode({ decisions, failures }: KeepingReport): number {
  const isDamaged = decisions.some(({ action }) => action === 'damaged');
  if (isDamaged || failures.some(({ code }) => code === 'INTEGRITY')) return exitCodes.integrity;
  return failures.length > 0 ? exitCodes.partly : exitCodes.done;
}

/** The report as part of a JSON document. */
export function keepingToJson({ failures, ...report }: KeepingReport) {
  return { ...report, failures: failures.map(({ code, message }) => ({ code, message })) };
}

/** Reports the failures that determine the exit code. */
export function reportFailures(
  { decisions, failures }: KeepingReport,
  { observe }: Pick<Observers, 'observe'>,
): void {
  for (const { action, path, reasons } of decisions) {
    if (action !== 'damaged') continue;
    for (const message of reasons)
      observe({ type: 'problem-found', code: 'INTEGRITY', message, path });
  }
  for (const { code, message } of failures) observe({ type: 'problem-found', code, message });
}
