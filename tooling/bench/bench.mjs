/**
 * Measures create-dump against its peers, each on the same tree, in interleaved rounds, and says which goals are met.
 * `node bench.mjs --help` has the options. Wants a build.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDirectories, directoryHelp, directoryOptions } from './src/bench-directories.mjs';
import { benchmarkGroups, groupNames } from './src/benchmark-groups.mjs';
import { findGnuTime } from './src/find-gnu-time.mjs';
import { formatSeconds } from './src/format-quantity.mjs';
import { installPeers } from './src/install-peers.mjs';
import { judgeGoals } from './src/judge-goals.mjs';
import { machineFacts } from './src/machine-facts.mjs';
import { fixturesIn, makeFixtures } from './src/make-fixtures.mjs';
import { parseRounds } from './src/parse-rounds.mjs';
import { prepareTrees } from './src/prepare-trees.mjs';
import { currentCommit, inWorkspace } from './src/program.mjs';
import { renderReport } from './src/render-report.mjs';
import { replaceBlock } from './src/replace-block.mjs';
import { runGroup } from './src/run-group.mjs';

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

const rounds = parseRounds(options.rounds);

if (options.help) process.stdout.write(help);
else await main();

async function main() {
  const chosen = [...options.only, ...positionals];
  const report = await measureAll(chosen.length === 0 ? groupNames : chosen);
  const text = renderReport(report);
  process.stdout.write(`${text}\n`);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report, undefined, 2));
  if (options['write-docs']) writeDocs(text);
  const verdicts = report.groups.flatMap((group) => group.verdicts);
  if (options.check && verdicts.some(({ met }) => met === false)) process.exitCode = 1;
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<import('./src/render-report.mjs').Report>}
 */
async function measureAll(names) {
  const { tree, cache, output } = benchDirectories(options);
  const trees = await prepareTrees({ directory: tree, cache, log });
  const peers = names.includes('fs') ? await installPeers({ cache, log }) : undefined;
  const fixtures = join(tree, 'fixtures');
  const { original } = options;
  const setting = { trees, peers, original, fixtures: fixturesIn(fixtures), output };
  const groups = benchmarkGroups(names, setting);
  const machine = await machineFacts(tree, peers && { repomix: peers.versions.repomix });
  const date = new Date().toISOString().slice(0, 10);
  try {
    if (names.includes('verify') || names.includes('restore')) {
      log('Making the dump and the tarball to read, and proving that they hold the same …');
      await makeFixtures(fixtures, trees.linux);
    }
    const reports = [];
    for (const group of groups) reports.push(await measureGroup(group));
    return { date, commit: await currentCommit(), rounds, machine, groups: reports };
  } finally {
    for (const path of [fixtures, output]) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * @param {import('./src/run-group.mjs').Group} group
 * @returns {Promise<import('./src/render-report.mjs').GroupReport>}
 */
async function measureGroup(group) {
  const { name, title, commands, goals } = group;
  log(`${title} …`);
  const measured = await runGroup(group, {
    rounds,
    gnuTime: await findGnuTime(),
    onRun: (command, round, seconds) =>
      log(
        `  ${round === 0 ? 'warm-up' : `round ${round}`}: ${command.name} ${formatSeconds(seconds)}`,
      ),
  });
  const results = measured.map((result, index) => ({
    ...result,
    label: commands[index]?.label ?? result.name,
  }));
  return { name, title, results, verdicts: judgeGoals(goals, measured) };
}

/** @param {string} text */
function writeDocs(text) {
  const path = inWorkspace('docs/benchmarks.md');
  writeFileSync(path, replaceBlock(readFileSync(path, 'utf8'), 'results', text));
}

/** @param {string} line */
function log(line) {
  process.stderr.write(`${line}\n`);
}
