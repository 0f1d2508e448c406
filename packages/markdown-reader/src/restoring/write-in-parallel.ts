import { type ParallelScan, scanInParallel } from '../threads/scan-in-parallel.js';
import type { NotExact } from './plan-restore.js';
import type { RestoreProof } from './restore-proof.js';
import type { WriteOptions } from './write-contents.js';

export interface ParallelWriteOptions extends Omit<ParallelScan, 'checksAll'>, WriteOptions {
  /** Absent to read wanted contents only, and to write damaged ones, too. */
  readonly proof: RestoreProof | undefined;
}

/**
 * Writes contents on other threads; returns those that don't match their records. Passes everything to the proof except the
 * digest of the whole dump.
 */
export async function writeInParallel(options: ParallelWriteOptions): Promise<readonly NotExact[]> {
  const { proof, observe, onRecords, ...scan } = options;
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
