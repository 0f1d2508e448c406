/**
 * Runs the tests on hosts unlike the one at hand, as far as they can be had here. `node test-hosts.mjs --help` lists them. Wants a
 * build. Exit code 1 if a test fails on one of them.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hosts } from './src/hosts.mjs';
import { runTests } from './src/run-tests.mjs';

const help = `pnpm test-hosts [HOST …] [-- VITEST ARGUMENTS]

Runs the tests on hosts unlike this one; on all of these without an argument:

${hosts.map(({ name, what, tools, needsRoot }) => `  ${name.padEnd(20)} ${what} (${[...(needsRoot ? ['root'] : []), ...tools].join(', ')})`).join('\n')}

In brackets is what each needs. Without it, the host is left out, and the reason is printed.
`;

const argv = process.argv.slice(2);
const separator = argv.includes('--') ? argv.indexOf('--') : argv.length;
const selection = argv.slice(separator + 1);
const { values, positionals: names } = parseArgs({
  args: argv.slice(0, separator),
  options: { help: { type: 'boolean', short: 'h', default: false } },
  allowPositionals: true,
});
const checkout = fileURLToPath(new URL('../../', import.meta.url));

if (values.help) console.log(help);
else main();

function main() {
  const unknown = names.filter((name) => hosts.every((host) => host.name !== name));
  if (unknown.length > 0) throw new Error(`There is no host ${unknown.join(', ')}: see --help.`);
  const lines = [];
  for (const host of hosts) {
    if (names.length > 0 && !names.includes(host.name)) continue;
    for (let round = 1; round <= (host.rounds ?? 1); round++) lines.push(runOn(host, round));
  }
  console.log(`\n${lines.join('\n')}`);
}

/**
 * @param {import('./src/hosts.mjs').Host} host
 * @param {number} round
 */
function runOn(host, round) {
  const label = (host.rounds === undefined ? host.name : `${host.name} (${round})`).padEnd(20);
  console.log(`\n== ${label}`);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'create-dump-host-')));
  const own = join(scratch, 'host');
  /** @type {import('./src/hosts.mjs').Setup} */
  let setup = {};
  try {
    mkdirSync(own);
    // Other users reach what is in there, and write the report.
    chmodSync(scratch, 0o777);
    const prepared = lacking(host) ?? host.prepare({ scratch: own, checkout });
    if ('missing' in prepared) return `${label} left out: ${prepared.missing}`;
    setup = prepared;
    const results = runTests(setup, { checkout, report: join(scratch, 'report'), selection });
    for (const failure of results.failures) console.log(`FAILED ${failure}`);
    if (results.failed > 0 || results.passed === 0) process.exitCode = 1;
    const { passed, skipped, failed, seconds } = results;
    return `${label} ${passed} passed, ${skipped} skipped, ${failed} failed, ${seconds.toFixed(0)} s`;
  } finally {
    setup.end?.();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {import('./src/hosts.mjs').Host} host
 * @returns {{ missing: string } | undefined}
 */
function lacking({ tools, needsRoot = false }) {
  if (process.platform !== 'linux') return { missing: 'it needs Linux' };
  if (needsRoot && process.getuid?.() !== 0) return { missing: 'it needs root' };
  const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  return missing.length === 0 ? undefined : { missing: `it needs ${missing.join(', ')}` };
}
