import { mkdirSync, rmSync } from 'node:fs';
import { formatSeconds } from './format-quantity.mjs';
import { log } from './log.mjs';
import { measureRun } from './measure-run.mjs';

/**
 * @typedef {{ name: string, label: string, run: import('./measure-run.mjs').Invocation, output?: string }} Command `label` is what a
 *   reader sees; `output` is a directory that is emptied before each run
 * @typedef {{ name: string, label: string, samples: number[], cpuSamples: number[], peakBytes: number | undefined }} Result seconds of
 *   each round, and of processor time, empty where it is unknown
 */

/**
 * Runs commands in turn, round by round, each round beginning with another one, after a round that doesn't count. What
 * all of them have written is removed before each run, so that a memory-backed file system has pages to use again.
 *
 * @param {readonly Command[]} commands
 * @param {{ rounds: number, gnuTime: string | undefined }} options
 * @returns {Promise<Result[]>} in the order of the commands
 */
export async function runRounds(commands, { rounds, gnuTime }) {
  /** @type {Result[]} */
  const results = commands.map(({ name, label }) => ({
    name,
    label,
    samples: [],
    cpuSamples: [],
    peakBytes: undefined,
  }));
  for (let round = 0; round <= rounds; round++) {
    for (const index of rotation(commands.length, round)) {
      const [command, result] = [commands[index], results[index]];
      if (command === undefined || result === undefined) continue;
      clearOutputs(commands, command);
      const { seconds, cpuSeconds, peakBytes } = await measureRun(command.run, gnuTime);
      log(`  round ${round}: ${command.name} ${formatSeconds(seconds)}`);
      if (round === 0) continue;
      result.samples.push(seconds);
      if (cpuSeconds !== undefined) result.cpuSamples.push(cpuSeconds);
      if (peakBytes !== undefined) result.peakBytes = Math.max(result.peakBytes ?? 0, peakBytes);
    }
  }
  clearOutputs(commands);
  return results;
}

/**
 * @param {number} length
 * @param {number} round
 */
function rotation(length, round) {
  return Array.from({ length }, (_, index) => (index + round) % length);
}

/**
 * @param {readonly Command[]} commands
 * @param {Command} [next] gets an empty directory
 */
function clearOutputs(commands, next) {
  for (const { output } of commands) {
    if (output !== undefined) rmSync(output, { recursive: true, force: true });
  }
  if (next?.output !== undefined) mkdirSync(next.output, { recursive: true });
}
