/*
 * States in which commands have something to do. A workbench, an empty directory, goes in; a tree, dumps, archives, orphans or a
 * restore target are in it afterwards, made by the program itself where it can make them.
 */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} Bench where a state is prepared
 * @property {string} directory
 * @property {(args: readonly string[], day?: number) => Promise<void>} run runs the program, on a day of January 2026
 */

/**
 * The tree that is dumped, and the directories that a run expects. The address of the repository makes all its dumps one group.
 *
 * @param {string} directory
 */
export function makeWorkbench(directory) {
  for (const name of ['home', 'tmp', 'dumps', 'tree/.git/objects', 'tree/.git/refs']) {
    mkdirSync(join(directory, name), { recursive: true });
  }
  writeFiles(join(directory, 'tree'), {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config':
      '[core]\n\trepositoryformatversion = 0\n[remote "origin"]\n\turl = https://example.org/tree.git\n',
    'a.txt': 'hello\n',
    'src/b.js': 'export const b = 1;\n',
    'src/empty': '',
    'ticks.md': '````\nticks\n````\n',
  });
  symlinkSync('../a.txt', join(directory, 'tree/src/link'));
}

/**
 * Dumps of `count` days, of a tree that changes daily.
 *
 * @param {Bench} bench
 * @param {number} count
 * @param {readonly string[]} [options]
 * @param {number} [first] day of the first
 */
export async function makeDumps(bench, count, options = [], first = 1) {
  for (let day = first; day < first + count; day++) {
    appendFileSync(join(bench.directory, 'tree/a.txt'), `day ${day}\n`);
    await bench.run(['single', 'tree', '--dest', 'dumps', ...options], day);
  }
}

/**
 * @param {Bench} bench
 * @param {readonly string[]} [options]
 */
export async function makeInput(bench, options = []) {
  const path = `inputs/dump.md${options.includes('--compress') ? '.gz' : ''}`;
  mkdirSync(join(bench.directory, 'inputs'));
  await bench.run(['single', 'tree', '--output', path, ...options], 1);
  await makeDumps(bench, 1);
}

/**
 * Dumps, of which the first ones are archived, and a ledger that knows of all.
 *
 * @param {Bench} bench
 */
export async function makeLedger(bench) {
  await makeDumps(bench, 2);
  await bench.run(['archive', 'dumps']);
  await bench.run(['audit', 'dumps']);
  await makeDumps(bench, 1, [], 3);
}

/**
 * Signed dumps of two days, and a key that may sign another one. Ed25519 makes the same signature each time.
 *
 * @param {Bench} bench
 */
export async function makeSigned(bench) {
  const key = join(bench.directory, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', key]);
  await makeDumps(bench, 2, ['--sign', 'key']);
}

/** @param {Bench} bench */
export async function makeOrphans(bench) {
  await makeDumps(bench, 3);
  const dumps = join(bench.directory, 'dumps');
  const [first = '', checksum = '', second = ''] = readdirSync(dumps).sort();
  if (!first.endsWith('.md') || !second.endsWith('.md')) throw new Error('Unexpected names');
  rmSync(join(dumps, first));
  cpSync(join(dumps, checksum), join(dumps, checksum.replace('tree_', 'other_')));
  rmSync(join(dumps, second.replace('.md', '.sha256')));
}

/** @param {Bench} bench */
export async function makeBatches(bench) {
  makeProjects(bench.directory);
  for (const day of [1, 2]) {
    appendFileSync(join(bench.directory, 'projects/one/a.txt'), `day ${day}\n`);
    await bench.run(['batch', 'projects', '--dest', 'dumps'], day);
  }
}

/**
 * A monorepo with two projects, beside the tree.
 *
 * @param {string} directory
 */
export function makeProjects(directory) {
  writeFiles(join(directory, 'projects'), { 'one/a.txt': 'one\n', 'two/b.txt': 'two\n' });
  cpSync(join(directory, 'tree/.git'), join(directory, 'projects/.git'), { recursive: true });
}

/**
 * @param {string} directory
 * @param {Record<string, string>} files
 */
export function writeFiles(directory, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
