import type { ErrorDescription } from '@create-dump/observing';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { closeSchema } from './close-schema.js';
import { runBin } from './run-bin.js';

const schemas = new URL('../../schemas/', import.meta.url);
const read = (name: string): object =>
  JSON.parse(readFileSync(new URL(name, schemas), 'utf8')) as object;

/** Fields that aren't described count as wrong here, though readers must take them. */
const validate = new Ajv2020({ strictRequired: false, allowUnionTypes: true }).compile(
  closeSchema(read('documents.schema.json')),
);

describe('--json', () => {
  const directory = temporaryDirectory();
  const cwd = directory.path;
  let dump = '';
  const json = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runBin([...args, '--json'], { cwd });
    return { code, stderr, document: JSON.parse(stdout.toString()) as Record<string, unknown> };
  };

  beforeAll(async () => {
    writeTree(cwd, {
      'tree/.gitignore': 'ignored\n',
      'tree/ignored': 'x',
      'tree/text.md': '```\n',
      'tree/link': { link: 'text.md' },
      'tree/binary': Buffer.from([0, 1]),
      'latin1:tree/raw\xFF': 'x',
      'other/text.md': 'changed\n',
    });
    const { document } = await json('tree', '--dest', 'out', '--exclude', 'x');
    dump = String(document['path']);
    return () => directory[Symbol.dispose]();
  });

  it.each([
    ['a dump', 0, ['tree', '--dest', 'out2', '--archive', '--include-current']],
    ['a dry run', 0, ['tree', '--dest', 'out', '--dry-run', '--archive']],
    ['files', 0, ['files', 'tree']],
    ['explain', 0, ['explain', '--root', 'tree', 'tree/ignored', 'tree/text.md', 'tree/none']],
    ['archive', 0, ['archive', 'out', '--dry-run']],
    ['verify', 0, ['verify', 'out']],
    ['ls', 0, ['ls', 'DUMP']],
    ['snapshots', 0, ['snapshots', 'out']],
    ['find', 0, ['find', 'text.md', 'out']],
    ['grep', 0, ['grep', '.', 'out']],
    ['secrets', 0, ['secrets', 'out', 'DUMP']],
    ['view', 0, ['view', 'DUMP']],
    ['diff', 0, ['diff', 'DUMP', 'other']],
    ['restore', 3, ['restore', 'DUMP', '--to', 'back']],
    ['salvage', 0, ['restore', 'DUMP', '--to', 'back2', '--salvage']],
    ['a list of projects', 0, ['batch', '--root', '.', '--dirs', 'tree,other', '--list']],
    [
      'a dry run of a batch',
      0,
      ['batch', '--root', '.', '--dirs', 'tree,other', '--dest', 'batch', '--dry-run'],
    ],
    [
      'a batch',
      0,
      ['batch', '--root', '.', '--dirs', 'tree,other', '--dest', 'batch', '--archive'],
    ],
    ['config show', 0, ['config', 'show']],
    ['a usage error', 2, ['--bogus']],
    ['a failure', 1, ['restore', 'DUMP', '--to', 'out']],
    ['a damaged dump', 4, ['restore', 'other/text.md', '--to', 'back3']],
    ['nothing to dump', 1, ['tree', '--dest', 'out', '--files', 'none']],
  ] as const)('of %s is one document as the schema says', async (_, code, args) => {
    const result = await json(...args.map((word) => (word === 'DUMP' ? dump : word)));
    validate(result.document);
    expect(validate.errors ?? []).toEqual([]);
    const { exitCode = code } = result.document;
    expect([result.code, exitCode]).toEqual([code, code]);
  });

  it('names the problem that verify found', async () => {
    const path = join(cwd, 'damaged.md');
    writeFileSync(path, readFileSync(dump, 'utf8').replace('text.md', 'text.mb'));
    const { code, document, stderr } = await json('verify', path);
    rmSync(path);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect({ code, ok: document['ok'] }).toEqual({ code: 4, ok: false });
    expect(stderr).toContain('create-dump: ');
  });

  it('has a code for every error', () => {
    const codes: Readonly<Record<ErrorDescription['code'], true>> = {
      USAGE: true,
      CONFIG_INVALID: true,
      ROOT_INVALID: true,
      DESTINATION_INVALID: true,
      NO_FILES_CHOSEN: true,
      REPOSITORY_UNREADABLE: true,
      READ_FAILED: true,
      WRITE_FAILED: true,
      SIGN_FAILED: true,
      ALREADY_EXISTS: true,
      INTEGRITY: true,
      DUMP_MALFORMED: true,
      REFUSED: true,
      LOCKED: true,
      WORKER_FAILED: true,
      QUEUE_UNAVAILABLE: true,
      STORE_DENIED: true,
      STORE_UNAVAILABLE: true,
      TIMED_OUT: true,
      LIMIT_FILES: true,
      LIMIT_SIZE: true,
      LIMIT_MEMORY: true,
      VIEW_TOO_LARGE: true,
      VIEW_PORT_TAKEN: true,
      HOOK_FAILED: true,
      STOPPED: true,
      UNEXPECTED: true,
    };
    for (const name of ['documents.schema.json', 'events.schema.json']) {
      const schema = read(name) as { $defs: { errorCode: { enum: string[] } } };
      expect(schema.$defs.errorCode.enum.toSorted()).toEqual(Object.keys(codes).toSorted());
    }
  });
});
