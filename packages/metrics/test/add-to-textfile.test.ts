import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToTextfile } from '../src/index.js';
import { createSampleMetrics, started } from './sample-metrics.js';

const now = () => new Date();
const runId = createRunId({ pid: process.pid, hostname: hostname(), now: new Date() });

/** The id of a run that has ended. */
function killedRun(): string {
  return runId.replace(/^\d+/, String(spawnSync('true').pid));
}

/** A run that dumps a number of files and then succeeds or fails. */
async function addRun(path: string, { files = 1, ok = true } = {}): Promise<void> {
  const metrics = createSampleMetrics();
  const observe = metrics.observer();
  observe(started('discover'));
  observe(started('render'));
  observe({ type: 'progressed', files, bytes: files * 100 });
  metrics.pass(2);
  observe({ type: 'published', path: null, bytes: 1 });
  if (ok) metrics.succeeded();
  else metrics.failed('READ_FAILED');
  await addToTextfile({
    path,
    text: await metrics.expose('prometheus'),
    now,
    runId,
  });
}

describe('addToTextfile', () => {
  it('writes a file that all may read, with the name of the task on each series', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'nightly.prom');
    await addRun(path);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('create_dump_files_processed_total{task="nightly",status="dumped"} 1\n');
    expect(text).toContain('create_dump_bytes_total{task="nightly"} 100\n');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(directory.path)).toStrictEqual(['nightly.prom']);
  });

  it('goes on from run to run, and keeps the last success', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'nightly.prom');
    await addRun(path, { files: 3 });
    await addRun(path, { files: 4, ok: false });
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('{task="nightly",status="dumped"} 7\n');
    expect(text).toContain('create_dump_errors_total{task="nightly",code="READ_FAILED"} 1\n');
    expect(text).toContain(
      'create_dump_duration_seconds_bucket{task="nightly",le="5",phase="project"} 2\n',
    );
    expect(text).toContain('create_dump_duration_seconds_sum{task="nightly",phase="project"} 4\n');
    expect(text).toContain('create_dump_build_info{task="nightly",version="1.2.3",format="1"} 1\n');
    expect(text).toMatch(/^create_dump_last_success_timestamp_seconds\{task="nightly"\} \d{10}$/m);
  });

  it('never lets a counter fall, over any runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ files: fc.nat(), ok: fc.boolean() }), { minLength: 1, maxLength: 5 }),
        async (runs) => {
          using directory = temporaryDirectory();
          const path = join(directory.path, 'a.prom');
          for (const one of runs) await addRun(path, one);
          const sum = runs.reduce((total, { files }) => total + files, 0);
          const failures = runs.filter(({ ok }) => !ok).length;
          const text = readFileSync(path, 'utf8');
          expect(text).toContain(`{task="a",status="dumped"} ${sum}\n`);
          expect(text).toContain(`{task="a",code="READ_FAILED"} ${failures}\n`);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('loses no run where several end at once', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.prom');
    await Promise.all(Array.from({ length: 8 }, () => addRun(path)));
    expect(readFileSync(path, 'utf8')).toContain('{task="a",status="dumped"} 8\n');
    expect(readdirSync(directory.path)).toStrictEqual(['a.prom']);
  });

  it('tidies up after runs that were killed', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.prom');
    const dead = killedRun();
    writeFileSync(join(directory.path, `.create-dump-${dead}-0-metrics.tmp`), 'half');
    const alive = `.create-dump-${runId}-7-metrics.tmp`;
    writeFileSync(join(directory.path, alive), 'half');
    const lock = join(directory.path, '.a.prom.lock');
    writeFileSync(lock, '');
    utimesSync(lock, 1, 1);
    await addRun(path);
    expect(readdirSync(directory.path).sort()).toStrictEqual([alive, 'a.prom']);
  });

  it('replaces the lock of a run that was killed a moment ago', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.prom');
    symlinkSync(killedRun(), join(directory.path, '.a.prom.lock'));
    await addRun(path);
    expect(readdirSync(directory.path)).toStrictEqual(['a.prom']);
  });

  it('waits for a run that holds the lock', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.prom');
    symlinkSync(runId, join(directory.path, '.a.prom.lock'));
    await expect(addRun(path)).rejects.toThrow('another run has locked it');
    expect(readdirSync(directory.path)).toStrictEqual(['.a.prom.lock']);
  });

  it.each([
    ['a text of another program', 'node_cpu_seconds_total 1\n'],
    ['source code', 'export const a = 1;\n'],
    ['a damaged file', 'create_dump_bytes_total 1\n'],
  ])('leaves %s alone', async (_, content) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.prom');
    writeFileSync(path, content);
    await expect(addRun(path)).rejects.toThrow('it contains something else and was not changed');
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(directory.path)).toStrictEqual(['a.prom']);
  });

  it('takes an empty file for a new one', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.prom');
    writeFileSync(path, '');
    await addRun(path);
    expect(readFileSync(path, 'utf8')).toContain('{task="a",status="dumped"} 1\n');
  });

  it('names what is in the way', async () => {
    using directory = temporaryDirectory();
    const at = (name: string) => join(directory.path, name);
    mkdirSync(at('directory.prom'));
    symlinkSync('/etc/passwd', at('link.prom'));
    writeFileSync(at('large.prom'), '');
    truncateSync(at('large.prom'), 65 * 2 ** 20);
    await expect(addRun(at('directory.prom'))).rejects.toThrow('is not a regular file');
    await expect(addRun(at('link.prom'))).rejects.toThrow('is not a regular file');
    await expect(addRun(at('large.prom'))).rejects.toThrow('it is larger than 64 MiB');
    await expect(addRun(at('none/a.prom'))).rejects.toThrow(
      `Metrics were not written to ${at('none/a.prom')}: no such file or directory (ENOENT).`,
    );
  });
});
