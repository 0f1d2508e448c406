/**
 * Dumps trees with no, one, two and sixteen workers, and requires that the dumps are the same to the last byte.
 * `node workers.mjs --help` has the options. Wants a build.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDirectories, directoryHelp, directoryOptions } from './src/bench-directories.mjs';
import { currentCommit } from './src/checkout.mjs';
import { copyProgram } from './src/copy-program.mjs';
import { fileDigest } from './src/file-digest.mjs';
import { findGnuTime } from './src/find-gnu-time.mjs';
import { log } from './src/log.mjs';
import { machineFacts } from './src/machine-facts.mjs';
import { parseRounds } from './src/parse-rounds.mjs';
import { prepareTrees } from './src/prepare-trees.mjs';
import { renderMachine } from './src/render-machine.mjs';
import { renderGroup } from './src/render-group.mjs';
import { runMain } from './src/run-main.mjs';
import { runRounds } from './src/run-rounds.mjs';
import { runTool } from './src/run-tool.mjs';
import { writeDocs } from './src/write-docs.mjs';

const workerCounts = [0, 1, 2, 16];
// The time in the dump, so that two dumps can be the same.
const env = { SOURCE_DATE_EPOCH: '1700000000' };

const help = `node tooling/bench/workers.mjs [options] [TREE…]

Dumps trees with ${workerCounts.join(', ')} workers and compares the dumps. TREEs (default: all): linux, fs, kernel

  --rounds N     how often each runs (default: 5)
${directoryHelp}
  --json FILE    write all samples
  --write-docs   put the table into docs/benchmarks.md
`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...directoryOptions,
    rounds: { type: 'string', default: '5' },
    json: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (options.help) process.stdout.write(help);
else await runMain(main);

async function main() {
  const rounds = parseRounds(options.rounds);
  const { tree, cache, output } = benchDirectories(options);
  const trees = Object.entries(await prepareTrees({ directory: tree, cache }));
  const unknown = positionals.find((chosen) => trees.every(([name]) => name !== chosen));
  if (unknown !== undefined) {
    throw new Error(`No tree is called ${unknown}: there are linux, fs and kernel.`);
  }
  const chosen = trees.filter(([name]) => positionals.length === 0 || positionals.includes(name));
  const program = join(tree, 'program');
  try {
    const ours = copyProgram(program);
    const gnuTime = await findGnuTime();
    const measured = [];
    for (const [name, root] of chosen) {
      log(`${name} …`);
      const commands = workerCommands(ours, root, output);
      const digest = await commonDigest(commands);
      measured.push({ name, digest, results: await runRounds(commands, { rounds, gnuTime }) });
    }
    const machine = await machineFacts(tree);
    const date = new Date().toISOString().slice(0, 10);
    const report = { date, commit: await currentCommit(), rounds, machine, trees: measured };
    const text = [renderMachine(report), ...measured.map(renderTree)].join('\n\n');
    process.stdout.write(`${text}\n`);
    if (options.json !== undefined)
      writeFileSync(options.json, JSON.stringify(report, undefined, 2));
    if (options['write-docs']) writeDocs('docs/benchmarks.md', 'workers', text);
  } finally {
    for (const path of [output, program]) rmSync(path, { recursive: true, force: true });
  }
}

/** @param {{ name: string, digest: string, results: import('./src/run-rounds.mjs').Result[] }} measured */
function renderTree({ name, digest, results }) {
  const table = renderGroup({ title: `Workers: ${name}`, results });
  return `${table}\n\nAll these dumps are the same, to the last byte: SHA-256 \`${digest}\`.`;
}

/**
 * @param {import('./src/copy-program.mjs').OurProgram} ours
 * @param {string} root
 * @param {string} output
 */
function workerCommands(ours, root, output) {
  return workerCounts.map((count) => {
    const directory = join(output, String(count));
    const dumpFile = join(directory, 'dump.md');
    const args = ['single', root, '--binary', 'embed', '--output', dumpFile];
    const run = { ...ours(...args, '--workers', String(count)), env };
    const name = `--workers ${count}`;
    return { name, label: name, run, output: directory, dumpFile };
  });
}

/**
 * @param {ReturnType<typeof workerCommands>} commands
 * @returns {Promise<string>} that of every dump
 */
async function commonDigest(commands) {
  const digests = new Set();
  for (const { name, run, output, dumpFile } of commands) {
    mkdirSync(output, { recursive: true });
    await runTool(run.program, run.args, { env: { ...process.env, ...run.env } });
    const digest = await fileDigest(dumpFile);
    log(`${name}: ${digest}`);
    digests.add(digest);
    rmSync(output, { recursive: true });
  }
  if (digests.size !== 1) throw new Error('The number of workers changes the dump.');
  return [...digests].join('');
}
