import type { CompleteOptions } from '../fill-in-defaults.js';
import { findLastReport } from './read-last-report.js';

/** The size of each project's files at the last run in the destination, by directory. Empty if nothing tells. */
export async function readLastSizes({
  destination,
  root,
}: Pick<CompleteOptions, 'destination' | 'root'>): Promise<ReadonlyMap<string, number>> {
  try {
    const report = await findLastReport(destination);
    if (report?.root !== root) return new Map();
    return new Map(report.projects.map(({ directory, bytes }) => [directory, bytes]));
  } catch {
    // Only the order of the projects depends on it.
    return new Map();
  }
}
