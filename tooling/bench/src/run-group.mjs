import { mkdirSync, rmSync } from 'node:fs';
import { measureRun } from './measure-run.mjs';

/**
 * @typedef {import('./measure-run.mjs').Invocation} Invocation
 * @typedef {import('./judge-goals.mjs').Goal} Goal
 * @typedef {import('./judge-goals.mjs').Measured} Measured
 * @typedef {{ name: string, label: string, run: Invocation, output?: string }} Command `label` is what a reader sees; `output` is
 *   a directory that is emptied before each run
 * @typedef {{ name: string, title: string, commands: readonly Command[], goals: readonly Goal[], repeat?: number }} Group `repeat`
 *   multiplies the rounds, for runs so short that chance weighs more
 */

/**
 * Runs the commands of a group in turn, round by round, each round beginning with another one, after a round that
 * doesn't count. All outputs are removed before each run, so that a memory-backed file system has pages to use again.
 *
 * @param {Group} group
 * @param {{ rounds: number, gnuTime: string | undefined, onRun: (command: Command, round: number, seconds: number) => void }} options
 * @returns {Promise<Measured[]>} in the order of the commands
 */
export async function runGroup({ commands, repeat = 1 }, { rounds, gnuTime, onRun }) {
  /** @type {(Measured & { samples: number[] })[]} */
  const results = commands.map(({ name }) => ({ name, samples: [], peakBytes: undefined }));
  for (let round = 0; round <= rounds * repeat; round++) {
    for (const index of rotation(commands.length, round)) {
      const [command, result] = [commands[index], results[index]];
      if (command === undefined || result === undefined) continue;
      clearOutputs(commands, command);
      const { seconds, peakBytes } = await measureRun(command.run, gnuTime);
      onRun(command, round, seconds);
      if (round === 0) continue;
      result.samples.push(seconds);
      if (peakBytes !== undefined) {
        result.peakBytes = Math.max(result.peakBytes ?? 0, peakBytes);
      }
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
