/**
 * Dumps a tree under V8's sampling profiler and says where the time goes, for each thread and function.
 * `node profile.mjs [--top 20] [linux | fs | kernel]`; wants a build.
 */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDirectories, directoryOptions } from './src/bench-directories.mjs';
import { copyProgram } from './src/copy-program.mjs';
import { prepareTrees } from './src/prepare-trees.mjs';
import { renderTable } from './src/render-table.mjs';
import { runMain } from './src/run-main.mjs';
import { runTool } from './src/run-tool.mjs';
import { summarizeProfile } from './src/summarize-profile.mjs';

/** @type {import('./src/render-table.mjs').Column[]} */
const columns = [
  { title: 'self', align: 'right' },
  { title: 'share', align: 'right' },
  { title: 'function', align: 'left' },
  { title: 'at', align: 'left' },
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...directoryOptions, top: { type: 'string', default: '20' } },
});

await runMain(main);

async function main() {
  const [name = 'linux'] = positionals;
  const { tree, cache, output } = benchDirectories(options);
  const trees = await prepareTrees({ directory: tree, cache });
  const root = Object.entries(trees).find(([key]) => key === name)?.[1];
  if (root === undefined) throw new Error(`No tree is called ${name}: linux, fs and kernel are.`);
  const [program, profiles] = [join(tree, 'program'), join(output, 'profiles')];
  try {
    const run = copyProgram(program)('single', root, '--binary', 'embed', '--dest', output);
    const profiling = ['--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir', profiles];
    await runTool(run.program, [...profiling, ...run.args]);
    for (const file of readdirSync(profiles)) printProfile(file, join(profiles, file));
  } finally {
    for (const path of [output, program]) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {string} path
 */
function printProfile(name, path) {
  const { seconds, functions } = summarizeProfile(JSON.parse(readFileSync(path, 'utf8')));
  const rows = functions
    .slice(0, Number(options.top))
    .map((entry) => [
      `${(entry.seconds * 1000).toFixed(0)} ms`,
      `${((entry.seconds / seconds) * 100).toFixed(1)} %`,
      entry.name,
      entry.place,
    ]);
  // CPU.<date>.<time>.<process>.<thread>.<sequence>.cpuprofile
  const thread = name.split('.').at(-3) ?? '0';
  process.stdout.write(
    `### Thread ${thread}: ${seconds.toFixed(2)} s\n\n${renderTable(columns, rows)}\n\n`,
  );
}
