/**
 * Runs all tests, measures which lines of the sources they run, and fails if they are too few: `pnpm coverage`. Arguments go to
 * vitest. Those that choose a part of the tests turn the gate off: `pnpm coverage --project core`.
 *
 * Tests run code in vitest's own processes, from the sources, and in the built program, which they spawn. Vitest measures the
 * former. V8 writes the coverage of the latter into files, and source maps lead back to the sources.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coverageTable } from './src/coverage-table.mjs';
import { linesOfSpawned } from './src/lines-of-spawned.mjs';
import { linesOfReport, mergeLines } from './src/lines.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const words = process.argv.slice(2);
const isPart = words.some((word) => !/^--(?:reporter|outputFile)/u.test(word));
const scratch = mkdtempSync(join(tmpdir(), 'create-dump-coverage-'));
const spawnedFiles = join(scratch, 'spawned');
const programs = ['cli', 'batch-orchestrator'].map((app) =>
  join(workspaceRoot, 'apps', app, 'dist'),
);
// Some tests run programs as another user.
chmodSync(scratch, 0o755);
mkdirSync(spawnedFiles);
chmodSync(spawnedFiles, 0o777);
try {
  build({ COVERAGE: '1' });
  const tests = runTests();
  const report = readFileSync(join(scratch, 'coverage-final.json'), 'utf8');
  const spawned = await linesOfSpawned(spawnedFiles, join(scratch, 'report'));
  const lines = mergeLines(linesOfReport(JSON.parse(report)), spawned.lines);
  const { text, problems } = coverageTable(lines, spawned);
  console.log(`\n${text}`);
  process.exitCode = tests;
  if (isPart) console.log('The gate is off: only a part was measured.');
  else for (const problem of problems) fail(problem);
} finally {
  rmSync(scratch, { recursive: true, force: true });
  // No source maps are left in what is published.
  for (const program of programs) rmSync(program, { recursive: true });
  build({});
}

/** @param {Record<string, string>} env */
function build(env) {
  const status = run('turbo', ['run', 'build', '--output-logs=errors-only'], env);
  if (status !== 0) throw new Error(`The build failed (${status}).`);
}

function runTests() {
  const options = [
    'enabled',
    'provider=v8',
    'reporter=json',
    `reportsDirectory=${scratch}`,
    'clean=false',
    'reportOnFailure',
    // Relative to each project. Files that no test loads are included.
    'include=**/src/**/*.ts',
  ];
  const all = ['run', ...options.map((option) => `--coverage.${option}`), ...words];
  return run('vitest', all, { SPAWNED_COVERAGE: spawnedFiles });
}

/**
 * @param {string} tool
 * @param {readonly string[]} words
 * @param {Record<string, string>} env
 */
function run(tool, words, env) {
  const path = join(workspaceRoot, 'node_modules/.bin', tool);
  const all = { ...process.env, ...env };
  return spawnSync(path, words, { cwd: workspaceRoot, stdio: 'inherit', env: all }).status ?? 1;
}

/** @param {string} problem */
function fail(problem) {
  console.log(`FAIL ${problem}`);
  process.exitCode ||= 1;
}
