import type { KeepingContext, KeepingOptions } from './keeping-options.js';
import type { KeepingReport } from './keeping-report.js';

/**
 * Archives the snapshots of a directory into `archives/` in it, prunes archives, removes snapshots that are archived, and
 * puts what isn't proven into `archives/quarantine/`. First everything is read and planned; a dry run ends there. Killed at
 * any moment, each snapshot that was to be kept is whole in at least one place, and the next run tidies up.
 *
 * What went wrong with single snapshots or archives is in the report. Rejects with `LOCKED` if another run works there,
 * `READ_FAILED` if the directory can't be listed, `USAGE` for a pattern, policy or pin that is none, `INTEGRITY` if the
 * required dump isn't proven, or the signal's reason.
 */
export async function keepSnapshots(
  options: KeepingOptions,
  context: KeepingContext,
): Promise<KeepingReport> {
  // Most runs archive nothing, and shouldn't wait for what archiving needs.
  const { runKeeping } = await import('./run-keeping.js');
  return runKeeping(options, context);
}
