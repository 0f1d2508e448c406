import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createRunId } from '@create-dump/files';
import type { Orphan } from '@create-dump/retention';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { findUnfinished } from '../src/find-unfinished.js';

const own = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
const [, ...rest] = own.split('-');
const dead = ['4194304', ...rest].join('-');

it.each([
  ['a run that goes on', 'checksum', `.create-dump-${own}-0-dump.tmp`, 1],
  ['a dead run', 'checksum', `.create-dump-${dead}-0-dump.tmp`, 0],
  ['no run', 'checksum', 'notes.tmp', 0],
  // The checksum is always placed first, so a lone dump is never unfinished.
  ['a run that goes on', 'dump', `.create-dump-${own}-0-dump.tmp`, 0],
] as const)(
  'beside a temporary file of %s, of a lone %s (%s): %i',
  async (_, kind, name, count) => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, name), '');
    const path = join(directory.path, 'p_all_code_dump_20260101_000000.sha256');
    const orphan: Orphan = { kind, file: { path, size: 1, identity: '' }, lacks: [], message: '' };
    expect((await findUnfinished([orphan], own)).size).toBe(count);
  },
);
