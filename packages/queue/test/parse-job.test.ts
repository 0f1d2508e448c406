import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJob } from '../src/parse-job.js';
import { parseProgress, parseReason, parseResult } from '../src/parse-result.js';
import { sampleJob, sampleResult } from './sample-job.js';

test('a job comes back as it was sent', () => {
  const job = sampleJob('a/b', {
    prefix: 'a+b',
    selection: {
      exclude: ['*.tmp'],
      patternSources: { exclude: { setBy: 'project file', isShared: true } },
      nestedRoots: ['deep/er'],
      maxSize: 10,
    },
    timeoutMs: 1000,
    mode: 0o640,
    group: 'g',
  });
  expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  const git = sampleJob('a', {
    source: { kind: 'git', url: 'https://example.org/a.git', commit: 'a'.repeat(40) },
  });
  expect(parseJob(git)).toEqual(git);
});

const source = (root: string) => ({ kind: 'path', root, top: '/srv/mono' });
const git = (url: string, commit = 'a'.repeat(40)) => ({ kind: 'git', url, commit });

test.each<readonly [string, Record<string, unknown>]>([
  ['version', { version: 2 }],
  ['run', { run: '../x' }],
  ['destination', { destination: 'relative' }],
  ['destination', { destination: '/srv/dumps/../x' }],
  ['destination', { destination: '/srv/dumps/' }],
  ['destination', { destination: '/srv/du\0mps' }],
  ['source.root', { source: source('/srv/mono/./a') }],
  ['source.kind', { source: { kind: 'command', run: 'rm' } }],
  ['source.url', { source: git('http://example.org/a.git') }],
  ['source.url', { source: git('https://me:secret@example.org/a.git') }],
  ['source.url', { source: git('file:///etc') }],
  ['source.commit', { source: git('https://example.org/a.git', 'main') }],
  ['prefix', { prefix: '../../etc/x' }],
  ['prefix', { prefix: 'x'.repeat(300) }],
  ['selection.nestedRoots.0', { selection: { nestedRoots: ['../x'] } }],
  ['selection.onHide', { selection: { onHide: 'x' } }],
  ['selection.files', { selection: { files: 'x' } }],
  ['mode', { mode: 0o4755 }],
  ['sequence', { sequence: -1 }],
  ['generatedAt', { generatedAt: '2026-13-01T00:00:00.000Z' }],
  ['generatedAt', { generatedAt: 'now' }],
  ['hook', { hook: 'rm -rf /' }],
  ['isStaged', { isStaged: 'yes' }],
  ['limits.files', { limits: { files: -1 } }],
])('a wrong %s makes it malformed: %j', (path, change) => {
  const parse = () => parseJob({ ...sampleJob(), ...change });
  expect(parse).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
  expect(parse).toThrow(path);
});

test('a job that is missing something, too large, or none', () => {
  const { run: _, ...rest } = sampleJob();
  expect(() => parseJob(rest)).toThrow('run: ');
  expect(() => parseJob({ ...sampleJob(), name: 'x'.repeat(70_000) })).toThrow('65536 are allowed');
  for (const nothing of [undefined, null, 1, 'x', [], {}]) {
    expect(() => parseJob(nothing)).toThrow('malformed');
  }
});

test('a result, progress or reason that makes no sense is told from one that does', () => {
  const job = sampleJob();
  const result = sampleResult(job);
  expect(parseResult(JSON.parse(JSON.stringify(result)), job)).toEqual(result);
  for (const nonsense of [
    undefined,
    'ok',
    { ...result, more: 1 },
    { ...result, report: { ...result.report, files: -1 } },
    { ...result, report: { ...result.report, dump: '../x.md' } },
    { ...result, report: { ...result.report, directory: 'other' } },
    { ...result, events: [{ type: 'published', path: '/x', bytes: 1 }] },
    { ...result, events: [{ type: 'file-skipped', file: { path: 1 } }] },
  ]) {
    expect(() => parseResult(nonsense, job)).toThrow(
      expect.objectContaining({ code: 'WORKER_FAILED' }) as Error,
    );
  }
  expect(parseProgress({ reached: [], bytes: 1 })).toEqual({ reached: [], bytes: 1 });
  expect(parseProgress({ reached: {}, bytes: 1 })).toBeUndefined();
  expect(parseReason('WRITE_FAILED: No space.')).toEqual({
    code: 'WRITE_FAILED',
    message: 'No space.',
  });
  expect(parseReason('PWNED: x')).toEqual({ code: 'UNEXPECTED', message: 'PWNED: x' });
  expect(parseReason({})).toEqual({ code: 'UNEXPECTED', message: 'The worker gave no reason.' });
});

test('anything at all is either refused in words or understood', () => {
  const job = sampleJob();
  fc.assert(
    fc.property(fc.anything(), (data) => {
      expect(() => parseJob(data)).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
      expect(() => parseResult(data, job)).toThrow('makes no sense');
      parseProgress(data);
      expect(parseReason(data).message).not.toBe('');
    }),
  );
});
