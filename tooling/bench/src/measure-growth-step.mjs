import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatSeconds } from './format-quantity.mjs';
import { listTree } from './list-tree.mjs';
import { log } from './log.mjs';
import { measureRun } from './measure-run.mjs';
import { requireSameTree } from './require-same-tree.mjs';

/**
 * @typedef {{ samples: number[], peakBytes: number | undefined }} Samples seconds of each round
 * @typedef {{ name: string, label: string, files: number, bytes: number, dump: Samples, restore: Samples }} GrowthResult
 * @typedef {{ ours: import('./copy-program.mjs').OurProgram, gnuTime: string | undefined, rounds: number, output: string }} Setting
 */

/**
 * Dumps and restores a tree, after a round that doesn't count. Throws if what was restored differs.
 *
 * @param {import('./growth-steps.mjs').GrowthStep} step
 * @param {string} tree
 * @param {Setting} setting `output` is emptied
 * @returns {Promise<GrowthResult>}
 */
export async function measureGrowthStep({ name, label }, tree, { ours, gnuTime, rounds, output }) {
  const [dumped, restored] = [join(output, 'dumped'), join(output, 'restored')];
  const dumpFile = join(dumped, 'dump.md');
  const dumpRun = ours('single', tree, '--binary', 'embed', '--output', dumpFile);
  const restoreRun = ours('restore', dumpFile, '--to', restored);
  /** @type {Samples} */
  const dump = { samples: [], peakBytes: undefined };
  /** @type {Samples} */
  const restore = { samples: [], peakBytes: undefined };
  for (let round = 0; round <= rounds; round++) {
    renewDirectory(dumped);
    const dumping = await measureRun(dumpRun, gnuTime);
    renewDirectory(restored);
    const restoring = await measureRun(restoreRun, gnuTime);
    log(
      `  round ${round}: dump ${formatSeconds(dumping.seconds)}, restore ${formatSeconds(restoring.seconds)}`,
    );
    if (round === 0) continue;
    addSample(dump, dumping);
    addSample(restore, restoring);
  }
  await requireSameTree(tree, restored);
  const files = listTree(tree);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  rmSync(output, { recursive: true });
  return { name, label, files: files.length, bytes, dump, restore };
}

/** @param {string} path */
function renewDirectory(path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
}

/**
 * @param {Samples} samples
 * @param {import('./measure-run.mjs').Measurement} measurement
 */
function addSample(samples, { seconds, peakBytes }) {
  samples.samples.push(seconds);
  if (peakBytes !== undefined) samples.peakBytes = Math.max(samples.peakBytes ?? 0, peakBytes);
}
