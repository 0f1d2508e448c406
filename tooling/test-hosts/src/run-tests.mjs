import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countResults } from './count-results.mjs';

/**
 * Runs all tests, or those that `selection` chooses, on a prepared host.
 *
 * @param {import('./hosts.mjs').Setup} setup
 * @param {{ checkout: string, report: string, selection: readonly string[] }} options `report` is a new file
 * @returns {import('./count-results.mjs').Results & { seconds: number }}
 */
export function runTests(setup, { checkout, report, selection }) {
  const cwd = setup.cwd ?? checkout;
  // /proc/self/exe may be hidden, and Node's own path is then what it was started as.
  const vitest = [process.execPath, join(cwd, 'node_modules/vitest/vitest.mjs'), 'run'];
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const words = [...vitest, ...reporters, ...(setup.arguments ?? []), ...selection];
  const [program = '', ...args] = [...(setup.wrapper ?? []), ...words];
  const start = performance.now();
  spawnSync(program, args, { cwd, env: { ...process.env, ...setup.env }, stdio: 'inherit' });
  const seconds = (performance.now() - start) / 1000;
  const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
  return { ...countResults(text), seconds };
}
