import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs a program to its end; an error has its name and what it said.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} its standard output
 */
export async function runTool(program, args, options = {}) {
  try {
    const { stdout } = await execute(program, args, { ...options, maxBuffer: 2 ** 28 });
    return stdout;
  } catch (error) {
    const { stderr, message } = /** @type {Error & { stderr?: string }} */ (error);
    const said = stderr?.trim().split('\n').slice(-5).join('\n') || message;
    throw new Error(`${program} ${args[0] ?? ''} failed: ${said}`, { cause: error });
  }
}
