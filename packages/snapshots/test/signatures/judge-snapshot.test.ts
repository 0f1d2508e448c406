import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError, formatChecksumLine } from '@create-dump/core';
import { dumpProject } from '@create-dump/dumping';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  describeSignature,
  judgeSnapshot,
  keepSnapshots,
  openTrust,
  type Trust,
} from '../../src/index.js';
import { defaults } from '../survey-of.js';

const { signal } = new AbortController();
const key = { type: 'ssh-ed25519', fingerprint: 'SHA256:x' };

/** Trusts a signature that repeats what it signs. Tells of when it was asked. */
function trusting(asked: Date[] = [], at?: Date): Trust {
  return {
    at,
    verify(armor, message, time) {
      asked.push(time);
      return armor === `signed: ${Buffer.from(message).toString()}`
        ? { state: 'valid', signer: 'alice', key }
        : { state: 'invalid', reason: 'it does not match what it is to sign' };
    },
  };
}

function writeSigned(directory: string, name: string, content = 'x'): string {
  const path = join(directory, name);
  const line = formatChecksumLine(createHash('sha256').update(content).digest('hex'), name);
  const checksum = path.replace(/(?:\.md|\.json)?$/, '.sha256');
  writeFileSync(path, content);
  writeFileSync(checksum, line);
  writeFileSync(`${checksum}.sig`, `signed: ${line}`);
  return path;
}

function judge(path: string, trust = trusting()) {
  return judgeSnapshot(path, { trust, spoolDirectory: join(path, '..'), signal });
}

describe('judgeSnapshot', () => {
  it('asks as of the time in the name, which the signer claims', async () => {
    using directory = temporaryDirectory();
    const path = writeSigned(directory.path, 'p_all_code_dump_20260102_030405.json');
    const asked: Date[] = [];
    expect(await judge(path, trusting(asked))).toEqual({
      state: 'valid',
      path: path.replace('.json', '.sha256.sig'),
      signer: 'alice',
      key,
      time: '2026-01-02T03:04:05Z',
      timeBy: 'signer',
    });
    expect(asked).toEqual([new Date('2026-01-02T03:04:05Z')]);
  });

  it('asks as of the time in the manifest of a dump with another name', async () => {
    using directory = temporaryDirectory();
    writeTree(join(directory.path, 'tree'), { 'a.txt': 'a' });
    const path = join(directory.path, 'x.md');
    await dumpProject(
      { selection: { root: join(directory.path, 'tree') }, destination: { kind: 'file', path } },
      {
        process: { pid: process.pid, hostname: 'test', now: new Date('2026-03-04T05:06:07Z') },
        tool: 'test',
        sign: async (message) => `signed: ${Buffer.from(message).toString()}`,
      },
    );
    expect(await judge(path)).toMatchObject({ state: 'valid', time: '2026-03-04T05:06:07Z' });
  });

  it('asks as of the time of the caller', async () => {
    using directory = temporaryDirectory();
    const path = writeSigned(directory.path, 'p_all_code_dump_20260102_030405.md');
    const at = new Date('2030-01-01T00:00:00Z');
    const expected = { time: '2030-01-01T00:00:00Z', timeBy: 'caller' };
    expect(await judge(path, trusting([], at))).toMatchObject(expected);
  });

  it('does not trust a dump that states no time', async () => {
    using directory = temporaryDirectory();
    const path = writeSigned(directory.path, 'notes.md');
    expect(await judge(path)).toMatchObject({
      state: 'untrusted',
      reason: 'the dump states no time: give --verify-time',
    });
  });

  it.each<[string, string, string, (path: string) => void]>([
    ['absent', 'there is none', 'is not signed: there is no ', (path) => rmSync(path)],
    [
      'invalid',
      'it is another',
      'is not valid: it does not match',
      (path) => writeFileSync(path, 'x'),
    ],
    [
      'invalid',
      'it is too large',
      'is not valid: it is not a regular file of at most 16 KiB',
      (path) => writeFileSync(path, 'x'.repeat(2 ** 14 + 1)),
    ],
    [
      'invalid',
      'it is a link',
      'is not valid: it is not a regular file',
      (path) => {
        renameSync(path, `${path}.x`);
        symlinkSync(`${path}.x`, path);
      },
    ],
    [
      'invalid',
      'it is a directory',
      'is not valid: it is not a regular file',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      'invalid',
      'the checksum file is missing',
      'is not valid: the checksum file that it signs is missing',
      (path) => rmSync(path.replace(/\.sig$/, '')),
    ],
  ])('says %s where %s', async (state, _, sentence, change) => {
    using directory = temporaryDirectory();
    const path = writeSigned(directory.path, 'p_all_code_dump_20260102_030405.md');
    change(path.replace('.md', '.sha256.sig'));
    const report = await judge(path);
    expect(report.state).toBe(state);
    expect(describeSignature(report, 'p.md')).toContain(sentence);
  });

  it.each(['zip', 'tar.gz'] as const)(
    'judges the signature beside a %s archive',
    async (archiveFormat) => {
      using directory = temporaryDirectory();
      const { path } = directory;
      const name = 'p_all_code_dump_20260102_030405';
      writeSigned(path, `${name}.json`);
      const context = {
        process: { pid: process.pid, hostname: 'test', now: new Date('2026-06-01T00:00:00Z') },
        observe: () => {},
        signal,
      };
      const options = {
        ...defaults,
        directory: path,
        archiveFormat,
        includeCurrent: true,
        cleanRoot: true,
        keepLatest: false,
      };
      expect((await keepSnapshots(options, context)).failures).toEqual([]);
      const archive = join(path, 'archives', `p_20260102_030405.${archiveFormat}`);
      expect(await judge(archive)).toMatchObject({
        state: 'valid',
        path: join(path, 'archives', `${name}.sha256.sig`),
        time: '2026-01-02T03:04:05Z',
      });
      rmSync(join(path, 'archives', `${name}.sha256.sig`));
      expect(await judge(archive)).toMatchObject({ state: 'absent' });
    },
  );
});

describe('openTrust', () => {
  it('warns of lines that allow nobody, and refuses what it cannot use', async () => {
    using directory = temporaryDirectory();
    const allowedSigners = join(directory.path, 'allowed');
    writeFileSync(allowedSigners, '# nobody\nalice\nbob nonsense\n');
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    await openTrust({ allowedSigners }, warn);
    expect(warnings).toEqual([
      `Line 2 of ${allowedSigners} allows nobody: it has no key.`,
      `Line 3 of ${allowedSigners} allows nobody: it has no key.`,
    ]);
    const { at } = await openTrust({ allowedSigners, verifyTime: '20260102030405Z' }, warn);
    expect(at).toEqual(new Date('2026-01-02T03:04:05Z'));
    for (const options of [
      { allowedSigners: join(directory.path, 'none') },
      { allowedSigners: directory.path },
      { allowedSigners, verifyTime: 'yesterday' },
      { allowedSigners, revoked: join(directory.path, 'none') },
    ]) {
      await expect(openTrust(options, warn)).rejects.toBeInstanceOf(CreateDumpError);
      await expect(openTrust(options, warn)).rejects.toMatchObject({ code: 'USAGE' });
    }
  });
});
