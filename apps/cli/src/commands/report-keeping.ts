import type { KeepingReport } from '@create-dump/snapshots';
import { exitCodes } from '../process/exit-code.js';
import type { Observers } from '../observing/open-observers.js';

/**
 * The exit code of a run that kept snapshots: an archive that isn't whole any more, or a snapshot that isn't what its
 * checksum says when it is to be archived or removed, counts most.
 */
export function keepingExitCode({ decisions, failures }: KeepingReport): number {
  const isDamaged = decisions.some(({ action }) => action === 'damaged');
  if (isDamaged || failures.some(({ code }) => code === 'INTEGRITY')) return exitCodes.integrity;
  return failures.length > 0 ? exitCodes.partly : exitCodes.done;
}

/** The report as a part of a JSON document. */
export function keepingToJson({ failures, ...report }: KeepingReport) {
  return { ...report, failures: failures.map(({ code, message }) => ({ code, message })) };
}

/** Says what the exit code is about. */
export function tellFailures(
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
