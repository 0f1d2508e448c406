import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * @typedef {object} RunResult
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} timedOut
 */

// A run takes a fraction of a second; the limit is for one that hangs, on a busy machine.
const limit = 60_000;

/**
 * Runs the program in a directory, with nothing of the caller's environment but the PATH. One thread of libuv makes the order of
 * system calls repeatable.
 *
 * @param {{ program: string, cwd: string, args: readonly string[], environment?: Record<string, string> }} run
 * @returns {Promise<RunResult>}
 */
export function runProgram({ program, cwd, args, environment = {} }) {
  const env = {
    PATH: process.env['PATH'],
    HOME: join(cwd, 'home'),
    TMPDIR: join(cwd, 'tmp'),
    UV_THREADPOOL_SIZE: '1',
    UV_USE_IO_URING: '0',
    ...environment,
  };
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text));
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limit);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...output, timedOut });
    });
  });
}
