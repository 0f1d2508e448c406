import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  makeBatches,
  makeDumps,
  makeInput,
  makeLedger,
  makeOrphans,
  makeSigned,
  writeFiles,
} from './make-states.mjs';

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {readonly string[]} args run in the prepared directory
 * @property {(bench: import('./make-states.mjs').Bench) => Promise<void>} prepare
 * @property {boolean} [once] a second run is refused when the first has done its work
 * @property {boolean} [replaces] a dump is replaced, for a moment without a checksum file: two names can't change at once
 * @property {readonly string[]} [next] another command that follows, instead of the same once more: it sweeps, too
 * @property {readonly string[]} [faults] names of the only faults that are worth it
 * @property {boolean} [quarantines] a checksum file without a dump may be moved to the quarantine: nothing proves whose it is
 * @property {boolean} [withoutLinks] on a file system without hard links, as FAT is
 * @property {readonly string[]} [told] files about the run, whose failure is only a warning
 */

const dump = ['single', 'tree', '--dest', 'dumps', '--workers', '0'];
const batch = ['batch', 'projects', '--dest', 'dumps', '--jobs', '1', '--workers', '0'];
const restore = ['restore', 'inputs/dump.md', '--to', 'target', '--workers', '0'];

/**
 * Every command that changes something, with a state in which it has something to do.
 *
 * @type {readonly Scenario[]}
 */
export const scenarios = [
  { name: 'single', args: dump, prepare: (bench) => makeDumps(bench, 1) },
  {
    name: 'single-compress',
    args: [...dump, '--compress'],
    prepare: (bench) => makeDumps(bench, 1),
  },
  {
    name: 'single-new-directory',
    args: ['single', 'tree', '--dest', 'fresh'],
    prepare: (bench) => makeDumps(bench, 1),
  },
  {
    name: 'single-output',
    args: ['single', 'tree', '--output', 'out.md', '--force'],
    replaces: true,
    async prepare(bench) {
      await makeDumps(bench, 1);
      await bench.run(['single', 'tree', '--output', 'out.md'], 1);
    },
  },
  {
    name: 'single-without-links',
    args: dump,
    next: ['archive', 'dumps'],
    quarantines: true,
    withoutLinks: true,
    prepare: (bench) => makeDumps(bench, 1),
  },
  {
    name: 'archive-without-links',
    args: ['archive', 'dumps', '--clean-root'],
    withoutLinks: true,
    prepare: (bench) => makeDumps(bench, 2),
  },
  {
    name: 'single-archive',
    args: [...dump, '--archive', '--clean-root'],
    prepare: (bench) => makeDumps(bench, 2),
  },
  {
    name: 'single-events',
    args: [...dump, '--events-file', 'events.ndjson'],
    told: ['events.ndjson'],
    prepare: (bench) => makeDumps(bench, 1),
  },
  {
    name: 'single-secrets',
    args: [...dump, '--secrets', 'warn', '--secrets-report', 'secrets.json'],
    prepare: (bench) => makeDumps(bench, 1),
  },
  {
    name: 'secrets',
    args: ['secrets', 'dumps', '--secrets-report', 'secrets.sarif', '--write-baseline', 'known'],
    prepare: (bench) => makeDumps(bench, 2),
  },
  { name: 'archive-zip', args: ['archive', 'dumps'], prepare: (bench) => makeDumps(bench, 3) },
  {
    name: 'archive-tar-gz',
    args: ['archive', 'dumps', '--archive-format', 'tar.gz'],
    prepare: (bench) => makeDumps(bench, 3),
  },
  {
    name: 'archive-compressed',
    args: ['archive', 'dumps', '--include-current', '--clean-root'],
    prepare: (bench) => makeDumps(bench, 2, ['--compress']),
  },
  {
    name: 'prune',
    args: ['archive', 'dumps', '--clean-root', '--keep-last', '2'],
    async prepare(bench) {
      await makeDumps(bench, 3);
      await bench.run(['archive', 'dumps', '--clean-root']);
      await makeDumps(bench, 2, [], 4);
    },
  },
  { name: 'quarantine', args: ['archive', 'dumps'], prepare: makeOrphans },
  { name: 'single-signed', args: [...dump, '--sign', 'key'], prepare: makeSigned },
  {
    name: 'single-output-signed',
    args: ['single', 'tree', '--output', 'out.md', '--force', '--sign', 'key'],
    replaces: true,
    async prepare(bench) {
      await makeSigned(bench);
      await bench.run(['single', 'tree', '--output', 'out.md', '--sign', 'key'], 1);
    },
  },
  { name: 'archive-signed', args: ['archive', 'dumps', '--clean-root'], prepare: makeSigned },
  {
    name: 'batch-signed',
    args: [...batch, '--atomic', '--sign', 'key'],
    async prepare(bench) {
      await makeBatches(bench);
      await makeSigned(bench);
    },
  },
  { name: 'single-ledger', args: dump, prepare: makeLedger },
  { name: 'archive-ledger', args: ['archive', 'dumps', '--clean-root'], prepare: makeLedger },
  {
    name: 'prune-ledger',
    args: ['archive', 'dumps', '--clean-root', '--keep-last', '1'],
    async prepare(bench) {
      await makeLedger(bench);
      await bench.run(['archive', 'dumps', '--clean-root']);
      await makeDumps(bench, 2, [], 4);
    },
  },
  {
    name: 'batch-ledger',
    args: [...batch, '--atomic', '--archive', '--clean-root'],
    async prepare(bench) {
      await makeBatches(bench);
      await bench.run(['audit', 'dumps']);
    },
  },
  { name: 'audit', args: ['audit', 'dumps'], prepare: makeLedger },
  { name: 'audit-first', args: ['audit', 'dumps'], prepare: (bench) => makeDumps(bench, 2) },
  {
    name: 'audit-checkpoint',
    args: ['audit', 'dumps', '--checkpoint', 'point', '--checkpoint-out', 'point'],
    async prepare(bench) {
      await makeLedger(bench);
      await bench.run(['audit', 'dumps', '--checkpoint-out', 'point']);
    },
  },
  { name: 'restore', args: restore, prepare: makeInput, once: true },
  {
    name: 'restore-merge',
    args: [...restore, '--merge'],
    async prepare(bench) {
      await makeInput(bench);
      writeFiles(join(bench.directory, 'target'), { 'a.txt': 'hello\n', 'other.txt': 'mine\n' });
    },
  },
  {
    name: 'restore-overwrite',
    args: [...restore, '--overwrite'],
    async prepare(bench) {
      await makeInput(bench);
      writeFiles(join(bench.directory, 'target'), {
        'a.txt': 'older\n',
        'src/b.js': 'older\n',
        'other.txt': 'mine\n',
      });
    },
  },
  {
    name: 'restore-salvage',
    args: [...restore, '--salvage'],
    once: true,
    async prepare(bench) {
      await makeInput(bench);
      const path = join(bench.directory, 'inputs/dump.md');
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.subarray(0, bytes.indexOf('```jsonl')));
    },
  },
  {
    name: 'restore-compressed',
    args: ['restore', 'inputs/dump.md.gz', '--to', 'target', '--workers', '0'],
    once: true,
    async prepare(bench) {
      await makeDumps(bench, 1);
      await makeInput(bench, ['--compress']);
    },
  },
  {
    name: 'restore-archive',
    args: ['restore', 'inputs/dump.zip', '--to', 'target', '--workers', '0'],
    once: true,
    async prepare(bench) {
      await makeDumps(bench, 2);
      await bench.run(['archive', 'dumps']);
      const archives = join(bench.directory, 'dumps/archives');
      const archive = readdirSync(archives).find((name) => name.endsWith('.zip')) ?? '';
      mkdirSync(join(bench.directory, 'inputs'));
      cpSync(join(archives, archive), join(bench.directory, 'inputs/dump.zip'));
    },
  },
  { name: 'batch', args: batch, prepare: makeBatches },
  { name: 'batch-atomic', args: [...batch, '--atomic'], prepare: makeBatches },
  { name: 'batch-archive', args: [...batch, '--archive', '--clean-root'], prepare: makeBatches },
  {
    name: 'single-then-batch',
    args: dump,
    next: batch,
    faults: ['kill-before', 'kill-after', 'sticky-EIO'],
    prepare: makeBatches,
  },
  {
    name: 'metrics-file',
    args: [...dump, '--metrics-file', 'metrics/create_dump.prom'],
    told: ['metrics/create_dump.prom'],
    async prepare(bench) {
      mkdirSync(join(bench.directory, 'metrics'));
      await bench.run(
        ['single', 'tree', '--dest', 'dumps', '--metrics-file', 'metrics/create_dump.prom'],
        1,
      );
    },
  },
  {
    name: 'config-init',
    args: ['config', 'init', 'tree', '--yes'],
    once: true,
    prepare: (bench) => makeDumps(bench, 1),
  },
];
