import type { KeepingContext, KeepingOptions } from './keeping-options.js';
import type { KeepingReport } from './keeping-report.js';

/**
 * Archives the snapshots of a directory into its `archives/`, prunes archives, removes archived snapshots, and moves orphans into
 * `archives/quarantine/`. Damaged snapshots and archives stay where they are, and are among the decisions. Everything is read and planned first; a dry run ends there. If the run is killed at any
 * moment, each snapshot that was to be kept is intact in at least one place, and the next run cleans up.
 *
 * Failures of individual snapshots or archives are in the report. Rejects with `LOCKED` if another run works in the directory,
 * `READ_FAILED` if it can't be listed, `USAGE` for an invalid pattern, policy or pin, `INTEGRITY` if a required dump isn't
 * proven, or the signal's reason.
 */
export async function keepSnapshots(
  options: KeepingOptions,
  context: KeepingContext,
): Promise<KeepingReport> {
  // Loaded on demand: most runs of the program keep no snapshots.
  const { runKeeping } = await import('./run-keeping.js');
  return runKeeping(options, context);
}
