import { spawnSync } from 'node:child_process';

const ownEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
);

/**
 * Runs a tool, without input, for at most ten minutes. Returns its exit code and all that it printed.
 *
 * @param {readonly string[]} command
 * @param {{ cwd: string, env?: Record<string, string> }} options `env` is added to this process's, without what
 * pnpm tells its scripts in variables of npm's
 */
export function tryTool([tool = '', ...args], { cwd, env = {} }) {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    cwd,
    env: { ...ownEnvironment, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 600_000,
    maxBuffer: 2 ** 26,
  });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}${error ? error.message : ''}`.trim() };
}

/**
 * As `tryTool`; a tool that fails is an error with its output. Returns the output.
 *
 * @param {readonly string[]} command
 * @param {{ cwd: string, env?: Record<string, string> }} options
 */
export function runTool(command, options) {
  const { status, output } = tryTool(command, options);
  if (status !== 0) throw new Error(`\`${command.join(' ')}\` ends with ${status}:\n${output}`);
  return output;
}
