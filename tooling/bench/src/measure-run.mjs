import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchPeakMemory } from './watch-peak-memory.mjs';

/**
 * @typedef {{ program: string, args: readonly string[], cwd?: string, env?: NodeJS.ProcessEnv }} Invocation `env` is added
 *   to the {@link environment}
 * @typedef {{ cpuSeconds: number | undefined, peakBytes: number | undefined }} Usage processor time of all processes, user and system;
 *   the peak resident memory of the largest of them; undefined where they can't be had
 * @typedef {Usage & { seconds: number }} Measurement from start to exit
 */

/**
 * Runs a program once, its standard output thrown away. Throws if it doesn't end with 0.
 *
 * @param {Invocation} invocation
 * @param {string | undefined} gnuTime GNU time's path; without it, memory is polled from /proc, and processor time is unknown
 * @returns {Promise<Measurement>}
 */
export async function measureRun(invocation, gnuTime) {
  if (gnuTime === undefined) return measure(invocation, pollUsage);
  const report = join(tmpdir(), `bench-time-${process.pid}`);
  const { program, args } = invocation;
  const timed = {
    ...invocation,
    program: gnuTime,
    args: ['-o', report, '-f', '%M %U %S', program, ...args],
  };
  try {
    return await measure(timed, () => () => parseUsage(readFileSync(report, 'utf8')));
  } finally {
    rmSync(report, { force: true });
  }
}

/** @param {string} report kibibytes, seconds of user time, seconds of system time; GNU time counts hundredths */
function parseUsage(report) {
  const [kibibytes = NaN, user = NaN, system = NaN] = report.trim().split(' ').map(Number);
  return { peakBytes: kibibytes * 1024, cpuSeconds: user + system };
}

/** @param {number} pid */
function pollUsage(pid) {
  const peakMemory = watchPeakMemory(pid);
  return () => ({ peakBytes: peakMemory(), cpuSeconds: undefined });
}

/**
 * @param {Invocation} invocation
 * @param {(pid: number) => () => Usage} watch returns what gives the usage after the exit
 * @returns {Promise<Measurement>}
 */
async function measure({ program, args, cwd, env }, watch) {
  const start = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  /** @type {Buffer[]} */
  const complaints = [];
  child.stderr.on('data', (chunk) => complaints.push(chunk));
  const usage = watch(child.pid ?? 0);
  const [status, signal] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  if (status === 0) return { seconds, ...usage() };
  usage();
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
