/**
 * Searches trees for secrets, as a dump does: says how fast, and what was found. `node secrets.mjs --help` has the options. Wants a
 * build of packages/secrets.
 */
import { parseArgs } from 'node:util';
import { formatMegabytes, groupThousands } from './src/format-quantity.mjs';
import { log } from './src/log.mjs';
import { parseRounds } from './src/parse-rounds.mjs';
import { renderTable } from './src/render-table.mjs';
import { searchTree } from './src/search-tree.mjs';

const help = `node tooling/bench/secrets.mjs [options] TREE…

Reads all files of each TREE, with and without a search for secrets, and compares the time of the processor. The floor is a copy of
the bytes: less is not possible. Findings are listed by rule, path and line.

  --rounds N   how often each is read and searched; the fastest counts (default: 3)
  --quiet      no findings, only their number
`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    quiet: { type: 'boolean' },
    rounds: { type: 'string', default: '3' },
  },
});

const built = new URL('../../packages/secrets/dist/index.js', import.meta.url);

if (options.help === true || positionals.length === 0) process.stdout.write(help);
else await main();

async function main() {
  const { createSecretFinder } = await import(built.href);
  const finder = await createSecretFinder();
  const rows = [];
  for (const tree of positionals) {
    const measured = searchTree(tree, finder, parseRounds(options.rounds));
    const { files, bytes, seconds, findings } = measured;
    const rate = (/** @type {number} */ time) => `${groupThousands(bytes / 1e6 / time)} MB/s`;
    const cells = [
      groupThousands(files),
      formatMegabytes(bytes),
      rate(seconds.floor),
      rate(seconds.search),
    ];
    rows.push([tree, ...cells, `${findings.length}`]);
    if (options.quiet === true) continue;
    for (const { path, line, rule } of findings) log(`${tree}/${path}:${line}: ${rule}`);
  }
  const columns = ['files', 'bytes', 'floor', 'search', 'found'].map((title) => ({
    title,
    align: /** @type {const} */ ('right'),
  }));
  const table = renderTable([{ title: 'tree', align: 'left' }, ...columns], rows);
  process.stdout.write(`${table}\n`);
}
