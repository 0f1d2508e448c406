import type { KeepingReport } from '@create-dump/batch-orchestrator';
import { exitCodes } from '../exit-code.js';
import type { World } from '../world.js';

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

/** Says on standard error what the exit code is about. */
export function tellFailures(
  { decisions, failures }: KeepingReport,
  { stderr }: Pick<World, 'stderr'>,
): void {
  const damaged = decisions.filter(({ action }) => action === 'damaged');
  const messages = [
    ...damaged.flatMap(({ reasons }) => reasons),
    ...failures.map(({ message }) => message),
  ];
  for (const message of messages) stderr.write(`create-dump: ${message}\n`);
}
