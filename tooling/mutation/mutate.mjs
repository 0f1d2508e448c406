/**
 * Mutation testing: changes the pure files of a package in one place at a time, and runs the tests that reach the place. A change
 * that no test notices survives. Exit code 1 means that fewer than 80 % were noticed.
 *
 *     pnpm mutation [--force] [--file GLOB …] [PART …]
 *
 * Parts are those of `src/parts.mjs`; all of them without an argument. `--file` mutates these files below the package's `src` instead
 * of the part's. The reports are in `reports`. A second run takes over what the first one found for unchanged code, but doesn't notice
 * changes of code that the mutated files import; `--force` starts anew.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { parts } from './src/parts.mjs';

const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false }, file: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const names = positionals.length === 0 ? Object.keys(parts) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

// Stryker copies the directory it is started in, and the tests of config read docs/.
process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
for (const [name, part] of Object.entries(parts)) {
  if (!names.includes(name)) continue;
  console.log(`== ${name}`);
  process.env['MUTATION_PART'] = name;
  await new Stryker(strykerOptions(name, part)).runMutationTest();
}

/**
 * @param {string} name
 * @param {import('./src/parts.mjs').Part} part
 */
function strykerOptions(name, part) {
  const reports = `tooling/mutation/reports/${name}`;
  return {
    mutate: (values.file ?? part.mutate).map((glob) =>
      glob.replace(/^!?/, `$&packages/${part.package}/src/`),
    ),
    ignorePatterns: ['/.changeset', '/.ci', '/api', '/apps', '/ops', '.turbo', 'dist'],
    plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
    testRunner: 'vitest',
    // Looking up the tests related to a file costs more than it saves: only tests that reach a mutant are run anyway.
    vitest: { configFile: 'tooling/mutation/vitest.config.mjs', related: false },
    concurrency: 1,
    // Most endless loops are found by counting; this is for the others, on a busy machine.
    timeoutMS: 20_000,
    thresholds: { high: 90, low: 80, break: 80 },
    incremental: true,
    incrementalFile: `${reports}-incremental.json`,
    force: values.force,
    reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `${reports}.html` },
    jsonReporter: { fileName: `${reports}.json` },
  };
}
