/**
 * Cuts the power of file systems while the program publishes dumps on them, and judges what is there after the journal was
 * replayed. `node power-cuts.mjs --help` has the options. Wants a build, root and xfsprogs.
 */
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyProgram } from './src/copy-program.mjs';
import { createHoldingsReader } from './src/create-holdings-reader.mjs';
import { createDisk } from './src/power/create-disk.mjs';
import { cutPower } from './src/power/cut-power.mjs';
import { fileSystems } from './src/power/file-systems.mjs';
import { missingTools } from './src/power/missing-tools.mjs';
import { makeProjects, makeWorkbench } from './src/make-states.mjs';

const help = `pnpm power-cuts [options] [N]

Cuts the power N times (default: 100), half of them on ext4, a quarter each on ext4 with data=writeback and on xfs.
Nothing visible may be torn, and no dump whose path was printed may be lost.

  --program FILE   another program than apps/cli/dist/bin.js
  --directory DIR  for the images (default: /dev/shm, or the system's temporary directory)
`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    program: { type: 'string' },
    directory: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const missing = missingTools();
if (options.help) console.log(help);
else if (missing !== undefined) console.log(`Skipped: ${missing}.`);
else await main(Number(positionals[0] ?? 100));

/** @param {number} count */
async function main(count) {
  const scratch = realpathSync(mkdtempSync(join(options.directory, 'create-dump-power-')));
  try {
    const program = copyProgram(scratch, options.program);
    const sources = join(scratch, 'sources');
    makeWorkbench(sources);
    makeProjects(sources);
    // Dumps have the names of their trees, and are recognised by them.
    cpSync(join(sources, 'tree'), join(sources, 'other'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const readHoldings = createHoldingsReader({ spoolDirectory: scratch });
    const weights = fileSystems.reduce((sum, { weight }) => sum + weight, 0);
    for (const fileSystem of fileSystems) {
      const cuts = Math.round((count * fileSystem.weight) / weights);
      await cutOn(fileSystem, { cuts, scratch, program, sources, readHoldings });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {import('./src/power/file-systems.mjs').FileSystem} fileSystem
 * @param {{ cuts: number, scratch: string, program: string, sources: string,
 *   readHoldings: ReturnType<typeof createHoldingsReader> }} facts
 */
async function cutOn(fileSystem, { cuts, scratch, ...facts }) {
  const disk = createDisk(fileSystem, scratch);
  const sums = { published: 0, reported: 0, torn: 0, lost: 0 };
  try {
    for (let number = 1; number <= cuts; number++) {
      const { published, torn, reported, lost } = await cutPower({ disk, ...facts });
      for (const what of torn) console.log(`${fileSystem.name}, cut ${number}: TORN ${what}`);
      for (const what of lost) console.log(`${fileSystem.name}, cut ${number}: LOST ${what}`);
      sums.published += published;
      sums.reported += reported;
      sums.torn += torn.length;
      sums.lost += lost.length;
    }
  } finally {
    disk[Symbol.dispose]();
  }
  console.log(
    `${fileSystem.name}: ${cuts} cuts, ${sums.published} published, ${sums.torn} torn, ${sums.reported} reported, ${sums.lost} of them lost`,
  );
  if (sums.torn + sums.lost > 0) process.exitCode = 1;
}
