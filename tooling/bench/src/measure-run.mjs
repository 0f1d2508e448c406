import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchPeakMemory } from './watch-peak-memory.mjs';

/**
 * @typedef {{ program: string, args: readonly string[], cwd?: string, env?: NodeJS.ProcessEnv }} Invocation `env` is added
 *   to the {@link environment}
 * @typedef {{ seconds: number, peakBytes: number | undefined }} Measurement from start to exit; the peak resident memory
 *   of the largest process that ran, undefined where it can't be had
 */

/**
 * Runs a program once, its standard output thrown away. Throws if it doesn't end with 0.
 *
 * @param {Invocation} invocation
 * @param {string | undefined} gnuTime GNU time's path; without it, memory is polled from /proc
 * @returns {Promise<Measurement>}
 */
export async function measureRun(invocation, gnuTime) {
  if (gnuTime === undefined) return measure(invocation, watchPeakMemory);
  const report = join(tmpdir(), `bench-time-${process.pid}`);
  const { program, args } = invocation;
  const timed = {
    ...invocation,
    program: gnuTime,
    args: ['-o', report, '-f', '%M', program, ...args],
  };
  try {
    return await measure(timed, () => () => Number(readFileSync(report, 'utf8').trim()) * 1024);
  } finally {
    rmSync(report, { force: true });
  }
}

/**
 * @param {Invocation} invocation
 * @param {(pid: number) => () => number | undefined} watchMemory returns what gives the peak after the exit
 * @returns {Promise<Measurement>}
 */
async function measure({ program, args, cwd, env }, watchMemory) {
  const start = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  /** @type {Buffer[]} */
  const complaints = [];
  child.stderr.on('data', (chunk) => complaints.push(chunk));
  const peakMemory = watchMemory(child.pid ?? 0);
  const [status, signal] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  if (status === 0) return { seconds, peakBytes: peakMemory() };
  peakMemory();
  const said = Buffer.concat(complaints).toString().trim().split('\n').slice(-5).join('\n');
  throw new Error(`${program} ${args.join(' ')} ended with ${status ?? signal}: ${said}`);
}

/**
 * Ours, without what this machine has every Node program do first: with NODE_EXTRA_CA_CERTS, an empty one takes twice as
 * long, as it reads certificates.
 */
function environment() {
  const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...others } = process.env;
  return others;
}
