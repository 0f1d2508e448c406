/**
 * Measures create-dump against its peers, each on the same tree, in interleaved rounds, and says which goals are met.
 * `node bench.mjs --help` has the options. Wants a build.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDirectories, directoryHelp, directoryOptions } from './src/bench-directories.mjs';
import { benchmarkGroups, groupNames } from './src/benchmark-groups.mjs';
import { currentCommit } from './src/checkout.mjs';
import { copyProgram } from './src/copy-program.mjs';
import { findGnuTime } from './src/find-gnu-time.mjs';
import { installPeers } from './src/install-peers.mjs';
import { judgeGoals } from './src/judge-goals.mjs';
import { log } from './src/log.mjs';
import { machineFacts } from './src/machine-facts.mjs';
import { fixturesIn, makeFixtures } from './src/make-fixtures.mjs';
import { parseRounds } from './src/parse-rounds.mjs';
import { prepareTrees } from './src/prepare-trees.mjs';
import { renderReport } from './src/render-report.mjs';
import { runMain } from './src/run-main.mjs';
import { runRounds } from './src/run-rounds.mjs';
import { writeDocs } from './src/write-docs.mjs';

const help = `node tooling/bench/bench.mjs [options] [NAME…]

Measures create-dump against its peers. NAMEs (default: all): ${groupNames.join(', ')}

  --rounds N     how often each command runs and counts (default: 7)
  --only NAME    the same as NAME
${directoryHelp}
  --original P   also measure this program, an installed create-dump 15 of PyPI
  --json FILE    write all samples
  --write-docs   put the tables into docs/benchmarks.md
  --check        exit code 1 if a goal isn't met
`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...directoryOptions,
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', multiple: true, default: [] },
    original: { type: 'string' },
    json: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (options.help) process.stdout.write(help);
else await runMain(main);

async function main() {
  const chosen = [...options.only, ...positionals];
  const unknown = chosen.find((name) => !groupNames.includes(name));
  if (unknown !== undefined) {
    throw new Error(`No benchmark is called ${unknown}: there are ${groupNames.join(', ')}.`);
  }
  const names = groupNames.filter((name) => chosen.length === 0 || chosen.includes(name));
  const report = await measureAll(names, parseRounds(options.rounds));
  const text = renderReport(report);
  process.stdout.write(`${text}\n`);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report, undefined, 2));
  if (options['write-docs']) writeDocs('docs/benchmarks.md', 'results', text);
  const verdicts = report.groups.flatMap((group) => group.verdicts);
  if (options.check && verdicts.some(({ met }) => met === false)) process.exitCode = 1;
}

/**
 * @param {readonly string[]} names
 * @param {number} rounds
 * @returns {Promise<import('./src/render-report.mjs').Report>}
 */
async function measureAll(names, rounds) {
  const { tree, cache, output } = benchDirectories(options);
  const trees = await prepareTrees({ directory: tree, cache });
  const peers = names.includes('fs') ? await installIfPossible(cache) : undefined;
  const fixtures = join(tree, 'fixtures');
  const program = join(tree, 'program');
  const ours = copyProgram(program);
  const { original } = options;
  const setting = { ours, trees, peers, original, fixtures: fixturesIn(fixtures), output };
  const groups = benchmarkGroups(names, setting);
  const machine = await machineFacts(tree, peers && { repomix: peers.versions.repomix });
  const date = new Date().toISOString().slice(0, 10);
  try {
    if (names.includes('verify') || names.includes('restore')) {
      log('Making the dump and the tarball to read, and proving that they hold the same …');
      await makeFixtures(fixtures, trees.linux, ours);
    }
    const reports = [];
    for (const group of groups) reports.push(await measureGroup(group, rounds));
    return { date, commit: await currentCommit(), rounds, machine, groups: reports };
  } finally {
    for (const path of [fixtures, output, program]) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * @param {import('./src/benchmark-groups.mjs').Group} group
 * @param {number} rounds
 * @returns {Promise<import('./src/render-report.mjs').GroupReport>}
 */
async function measureGroup({ name, title, commands, goals, repeat = 1 }, rounds) {
  log(`${title} …`);
  const gnuTime = await findGnuTime();
  const results = await runRounds(commands, { rounds: rounds * repeat, gnuTime });
  return { name, title, results, verdicts: judgeGoals(goals, results) };
}

/** @param {string} cache */
async function installIfPossible(cache) {
  try {
    return await installPeers(cache);
  } catch (error) {
    log(`repomix is left out: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
