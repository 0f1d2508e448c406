/**
 * Dumps and restores trees that grow in files and in bytes, and says what a file and a megabyte cost in each.
 * `node growth.mjs --help` has the options. Wants a build.
 */
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDirectories, directoryHelp, directoryOptions } from './src/bench-directories.mjs';
import { currentCommit } from './src/checkout.mjs';
import { copyProgram } from './src/copy-program.mjs';
import { findGnuTime } from './src/find-gnu-time.mjs';
import { growthSteps } from './src/growth-steps.mjs';
import { log } from './src/log.mjs';
import { machineFacts } from './src/machine-facts.mjs';
import { measureGrowthStep } from './src/measure-growth-step.mjs';
import { parseRounds } from './src/parse-rounds.mjs';
import { prepareTrees } from './src/prepare-trees.mjs';
import { renderGrowth } from './src/render-growth.mjs';
import { runMain } from './src/run-main.mjs';
import { writeDocs } from './src/write-docs.mjs';

const stepNames = growthSteps.map(({ name }) => name);
// The dump, the restored tree and, for one big file, the file itself.
const roomPerByte = 3.2;

const help = `node tooling/bench/growth.mjs [options] [NAME…]

Dumps and restores trees that grow, and compares what was restored. NAMEs (default: all): ${stepNames.join(', ')}

  --rounds N     how often each is dumped and restored (default: 3)
${directoryHelp}
  --json FILE    write all samples
  --write-docs   put the table into docs/scaling.md
`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...directoryOptions,
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (options.help) process.stdout.write(help);
else await runMain(main);

async function main() {
  const rounds = parseRounds(options.rounds);
  const steps = chosenSteps();
  const { tree, cache, output } = benchDirectories(options);
  const { linux } = await prepareTrees({ directory: tree, cache });
  const circumstances = {
    date: new Date().toISOString().slice(0, 10),
    commit: await currentCommit(),
    rounds,
    machine: await machineFacts(tree),
  };
  const program = join(tree, 'program');
  const growing = join(tree, 'growth');
  try {
    const setting = { ours: copyProgram(program), gnuTime: await findGnuTime(), rounds, output };
    const results = [];
    for (const step of steps) {
      if (!hasRoom(step, tree)) continue;
      log(`${step.name} …`);
      rmSync(growing, { recursive: true, force: true });
      step.make(linux, growing);
      results.push(await measureGrowthStep(step, growing, setting));
    }
    const report = { ...circumstances, results };
    const text = renderGrowth(report);
    process.stdout.write(`${text}\n`);
    if (options.json !== undefined)
      writeFileSync(options.json, JSON.stringify(report, undefined, 2));
    if (options['write-docs']) writeDocs('docs/scaling.md', 'growth', text);
  } finally {
    for (const path of [growing, output, program]) rmSync(path, { recursive: true, force: true });
  }
}

function chosenSteps() {
  const unknown = positionals.find((name) => !stepNames.includes(name));
  if (unknown !== undefined) {
    throw new Error(`No step is called ${unknown}: there are ${stepNames.join(', ')}.`);
  }
  return growthSteps.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
}

/**
 * @param {import('./src/growth-steps.mjs').GrowthStep} step
 * @param {string} directory
 */
function hasRoom({ name, bytes }, directory) {
  const { bsize, bavail } = statfsSync(directory);
  const missing = bytes * roomPerByte - bsize * bavail;
  if (missing > 0)
    log(`${name} is left out: it needs ${Math.ceil(missing / 1e6)} MB more of room.`);
  return missing <= 0;
}
