import type { NotExact } from './plan-restore.js';
import type { RestoreProof } from './restore-proof.js';
import { type ParallelScan, scanInParallel } from '../threads/scan-in-parallel.js';
import type { Writing } from './write-contents.js';

export interface ParallelWriting extends Omit<ParallelScan, 'checksAll'>, Writing {
  /** Absent if damaged contents are written, too, and nothing but what is wanted is read. */
  readonly proof: RestoreProof | undefined;
}

/**
 * Writes contents on other threads; returns those that aren't what their records say. To the proof it gives all but the
 * dump's digest.
 */
export async function writeInParallel(writing: ParallelWriting): Promise<readonly NotExact[]> {
  const { proof, observe, onRecords, ...scan } = writing;
  const damaged: NotExact[] = [];
  const done = scanInParallel({
    ...scan,
    checksAll: proof !== undefined,
    onRecords(records) {
      proof?.add(records);
      onRecords(records);
    },
  });
  for await (const { problems, files, bytes } of done) {
    for (const { path, problem } of problems) {
      proof?.refuse(path, problem);
      damaged.push({ path, reason: 'damaged' });
    }
    observe?.({ type: 'progressed', files, bytes });
  }
  return damaged;
}
