import { createHash } from 'node:crypto';
import {
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { SignBytes } from '@create-dump/core';
import { stagingName } from '@create-dump/dumping';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import type { BatchReport } from '../../src/batch-report.js';
import type { ReportHead } from '../../src/reporting/conclude-report.js';
import { emptyReport } from '../../src/reporting/project-report.js';
import { openLedger } from '../../src/staging/batch-ledger.js';
import { recoverStaging } from '../../src/staging/recover-staging.js';

const own = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });
// A process of this host and boot that no longer exists.
const dead = ['4194304', ...own.split('-').slice(1)].join('-');
const head: ReportHead = {
  format: 'create-dump-batch',
  version: 1,
  tool: 'test',
  root: '/mono',
  generated: '2026-01-01T00:00:00Z',
  started: '2026-01-01T00:00:00.000Z',
  atomic: true,
  affected: null,
  resumed: null,
};
const name = (directory: string) => `${directory}_all_code_dump_20260101_000000.md`;

const signature = '-----BEGIN SSH SIGNATURE-----\n';

/** Creates what a killed run left: staged dumps of `a`, `b` and `c`, the first `published` of them already published. */
function leave(
  destination: string,
  direction: 'forward' | 'back' | 'nothing',
  published = 0,
  isSigned = false,
) {
  const staging = join(destination, stagingName(dead));
  mkdirSync(staging);
  const projects = ['a', 'b', 'c'].map((directory) => ({
    directory,
    name: directory,
    prefix: directory,
  }));
  openLedger(staging, head, projects);
  const dumps = projects.map(({ directory }, index) => {
    const staged = name(directory);
    writeFileSync(join(staging, staged), directory);
    const sha256 = createHash('sha256').update(directory).digest('hex');
    if (index < published) {
      writeFileSync(join(destination, `${staged.slice(0, -3)}.sha256`), `${sha256}  ${staged}\n`);
      if (isSigned) {
        writeFileSync(join(destination, `${staged.slice(0, -3)}.sha256.sig`), signature);
      }
      linkSync(join(staging, staged), join(destination, staged));
    }
    return {
      directory,
      dump: { staged, sha256, prefix: directory, stamp: '20260101_000000', extension: 'md' },
    };
  });
  const reports = projects.map((project) => emptyReport(project, { outcome: 'dumped' }));
  const commit = { direction, head, reports, dumps, ...(isSigned && { isSigned }) };
  if (direction !== 'nothing') writeFileSync(join(staging, 'commit.json'), JSON.stringify(commit));
  return staging;
}

/** FUSE file systems may remember a count for a while. */
function countsLinks(): boolean {
  using directory = temporaryDirectory();
  const [one, other] = [join(directory.path, 'one'), join(directory.path, 'other')];
  writeFileSync(one, '');
  linkSync(one, other);
  return statSync(one).nlink === 2;
}

async function recover(destination: string, sign?: SignBytes): Promise<string[]> {
  const told: string[] = [];
  const warn = (message: string) => told.push(message);
  await recoverStaging({ destination, runId: own, warn, sign });
  return told;
}

function reportIn(destination: string): BatchReport {
  const text = readFileSync(join(destination, 'batch_20260101_000000.json'), 'utf8');
  return JSON.parse(text) as BatchReport;
}

describe('recoverStaging', () => {
  it('removes temporary files of a killed run of any command, without a word; others stay', async () => {
    using directory = temporaryDirectory();
    const temporary = (runId: string, kind: string) => `.create-dump-${runId}-0-${kind}.tmp`;
    const stale = ['dump', 'checksum', 'archive'].map((kind) => temporary(dead, kind));
    const fresh = temporary(own, 'dump');
    for (const file of [...stale, fresh, 'notes.tmp']) {
      writeFileSync(join(directory.path, file), 'x');
    }
    expect(await recover(directory.path)).toEqual([]);
    expect(readdirSync(directory.path).sort()).toEqual([fresh, 'notes.tmp'].sort());
  });

  it('finishes publishing signed dumps together if it can sign', async () => {
    using directory = temporaryDirectory();
    leave(directory.path, 'forward', 1, true);
    await recover(directory.path, async () => signature);
    const signed = ['a', 'b', 'c'].map((one) => `${name(one).slice(0, -3)}.sha256.sig`);
    expect(readdirSync(directory.path)).toEqual(expect.arrayContaining(signed));
  });

  it('withdraws dumps that were to be signed if it cannot', async () => {
    using directory = temporaryDirectory();
    leave(directory.path, 'forward', 2, true);
    await recover(directory.path);
    const left = readdirSync(directory.path).filter((file) => !file.startsWith('batch_'));
    expect(left).toEqual([]);
    const outcomes = reportIn(directory.path).projects.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['withheld', 'withheld', 'withheld']);
  });

  it.each([0, 1, 2, 3])(
    'finishes publishing together, %i of 3 already published',
    async (published) => {
      using directory = temporaryDirectory();
      leave(directory.path, 'forward', published);
      const told = await recover(directory.path);
      expect(told).toEqual([
        expect.stringMatching(
          /^A killed batch \(process 4194304, .*\) was cleaned up: its 3 dumps have been published/,
        ),
      ]);
      const dumps = ['a', 'b', 'c'].flatMap((one) => [
        name(one),
        `${name(one).slice(0, -3)}.sha256`,
      ]);
      const reports = ['batch_20260101_000000.json', 'batch_20260101_000000.md'];
      expect(readdirSync(directory.path).sort()).toEqual([...dumps, ...reports].sort());
      expect(reportIn(directory.path)).toMatchObject({ outcome: 'done', finished: null });
      expect(await recover(directory.path)).toEqual([]);
    },
  );

  it('finishes without hard links, where a published dump is no longer staged', async () => {
    using directory = temporaryDirectory();
    const staging = leave(directory.path, 'forward', 1);
    rmSync(join(staging, name('a')));
    await recover(directory.path);
    expect(reportIn(directory.path).projects.map(({ dump }) => dump)).toEqual(
      ['a', 'b', 'c'].map(name),
    );
  });

  it.skipIf(!countsLinks()).each([0, 2, 3])(
    'finishes withdrawing, %i of 3 still published (needs exact counts of links)',
    async (published) => {
      using directory = temporaryDirectory();
      leave(directory.path, 'back', published);
      expect(await recover(directory.path)).toEqual([
        expect.stringContaining('unpublished dumps were removed'),
      ]);
      expect(readdirSync(directory.path)).toEqual([
        'batch_20260101_000000.json',
        'batch_20260101_000000.md',
      ]);
      expect(reportIn(directory.path).projects.map(({ outcome }) => outcome)).toEqual([
        'withheld',
        'withheld',
        'withheld',
      ]);
    },
  );

  it('removes dumps that were not being published, and reports how far the run got', async () => {
    using directory = temporaryDirectory();
    leave(directory.path, 'nothing');
    expect(await recover(directory.path)).toEqual([
      expect.stringContaining('3 unpublished dumps were removed'),
    ]);
    expect(reportIn(directory.path)).toMatchObject({ outcome: 'stopped' });
  });

  it("leaves a live run's staging alone, and foreign files in a dead run's", async () => {
    using directory = temporaryDirectory();
    const elsewhere = createRunId({ pid: 1, hostname: 'elsewhere', now: new Date() });
    mkdirSync(join(directory.path, stagingName(elsewhere)));
    expect(await recover(directory.path)).toEqual([
      expect.stringContaining('may be alive on another machine'),
    ]);
    const staging = leave(directory.path, 'nothing');
    writeFileSync(join(staging, 'notes.txt'), 'mine');
    await expect(recover(directory.path)).rejects.toThrow(
      expect.objectContaining({ code: 'WRITE_FAILED' }) as Error,
    );
    expect(readdirSync(staging)).toEqual(['notes.txt']);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "leaves another user's staging alone (needs root, to make one)",
    async () => {
      using directory = temporaryDirectory();
      const staging = leave(directory.path, 'forward');
      chownSync(staging, 65_534, 65_534);
      expect(await recover(directory.path)).toEqual([
        expect.stringContaining('belongs to another user and is left alone'),
      ]);
      expect(readdirSync(staging)).toContain('commit.json');
    },
  );

  it('publishes nothing from outside the staging directory, and copes with a truncated ledger', async () => {
    using directory = temporaryDirectory();
    const staging = leave(directory.path, 'forward');
    const commit = readFileSync(join(staging, 'commit.json'), 'utf8');
    writeFileSync(join(directory.path, 'secret'), 'a');
    writeFileSync(join(staging, 'commit.json'), commit.replace(name('a'), '../secret'));
    await expect(recover(directory.path)).rejects.toThrow("names ../secret, which isn't staged");
    rmSync(join(staging, 'commit.json'));
    writeFileSync(join(staging, 'progress.jsonl'), '{"format":"create-d');
    expect(await recover(directory.path)).toEqual([
      expect.stringContaining('3 unpublished dumps were removed.'),
    ]);
    expect(readdirSync(directory.path)).toEqual(['secret']);
  });
});
