import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { summarizeSamples } from './summarize-samples.mjs';

const loop = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', () => {
    const start = performance.now();
    let state = 1;
    for (let step = 0; step < 1e8; step++) state = Math.imul(state, 1103515245) + 12345;
    parentPort.postMessage([performance.now() - start, state]);
  });
  parentPort.postMessage('ready');
`;

/**
 * How much longer a busy loop takes while another one runs: 1 on two free cores; up to 2 where the two processors are halves of one core,
 * or others use them.
 *
 * @returns {Promise<number>}
 */
export async function processorSharing() {
  /** @type {number[]} */
  const alone = [];
  /** @type {number[]} */
  const together = [];
  for (let round = 0; round < 5; round++) {
    alone.push(await runLoops(1));
    together.push(await runLoops(2));
  }
  return summarizeSamples(together).median / summarizeSamples(alone).median;
}

/**
 * @param {number} count
 * @returns {Promise<number>} milliseconds of the slowest
 */
async function runLoops(count) {
  const workers = Array.from({ length: count }, () => new Worker(loop, { eval: true }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const times = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage('go');
  const ended = await Promise.all(times);
  return Math.max(...ended.map(([[milliseconds]]) => milliseconds));
}
