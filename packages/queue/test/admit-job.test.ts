import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admitJob } from '../src/admit-job.js';
import type { DumpJob } from '../src/index.js';
import { parseJob } from '../src/parse-job.js';
import { allowed, resolvePath, sampleJob } from './sample-job.js';

const refused = expect.objectContaining({ code: 'REFUSED' }) as Error;

test.each<readonly [string, Partial<DumpJob>]>([
  ['/etc', { source: { kind: 'path', root: '/etc', top: '/srv/mono' } }],
  ['/srv', { source: { kind: 'path', root: '/srv/mono/a', top: '/srv' } }],
  ['/srv/monolith', { source: { kind: 'path', root: '/srv/monolith', top: '/srv/monolith' } }],
  ['/srv/dumps2', { destination: '/srv/dumps2' }],
  ['/srv/mono', { destination: '/srv/mono' }],
  ['evil.org', { source: { kind: 'git', url: 'https://evil.org/x.git', commit: 'a'.repeat(40) } }],
  [
    'example.org:8443',
    { source: { kind: 'git', url: 'https://example.org:8443/x', commit: 'a'.repeat(40) } },
  ],
])('%s is refused, and nothing looks at it', async (place, change) => {
  const seen: string[] = [];
  const resolve = async (path: string) => {
    seen.push(path);
    return path;
  };
  const admitting = admitJob(sampleJob('a', change), allowed, resolve);
  await expect(admitting).rejects.toThrow(refused);
  await expect(admitting).rejects.toThrow(place);
  expect(seen.filter((path) => !isWithinAllowed(path))).toEqual([]);
});

function isWithinAllowed(path: string): boolean {
  return [...allowed.roots, ...allowed.destinations].some(
    (directory) => path === directory || path.startsWith(`${directory}/`),
  );
}

test('allowed places are admitted, with symbolic links resolved', async () => {
  using directory = temporaryDirectory();
  const path = realpathSync(directory.path);
  mkdirSync(join(path, 'real/mono/a'), { recursive: true });
  mkdirSync(join(path, 'outside'));
  mkdirSync(join(path, 'dumps'));
  symlinkSync('real/mono', join(path, 'mono'));
  symlinkSync('../../outside', join(path, 'real/mono/trap'));
  symlinkSync('../outside', join(path, 'dumps/trap'));
  const places = { roots: [join(path, 'mono')], destinations: [join(path, 'dumps')], hosts: [] };
  const jobAt = (root: string, destination = 'dumps') =>
    sampleJob('a', {
      source: { kind: 'path', root: join(path, root), top: join(path, 'mono') },
      destination: join(path, destination),
    });
  expect(await admitJob(jobAt('mono/a'), places)).toMatchObject({
    source: { root: join(path, 'real/mono/a'), top: join(path, 'real/mono') },
    destination: join(path, 'dumps'),
  });
  await expect(admitJob(jobAt('mono/trap'), places)).rejects.toThrow(refused);
  await expect(admitJob(jobAt('mono/a', 'dumps/trap'), places)).rejects.toThrow(refused);
  await expect(admitJob(jobAt('mono/missing'), places)).rejects.toMatchObject({
    code: 'ROOT_INVALID',
  });
  await expect(admitJob(jobAt('mono/a', 'dumps/missing'), places)).rejects.toMatchObject({
    code: 'DESTINATION_INVALID',
  });
});

/** Paths that try to look as if they were below an allowed directory. */
const path = fc.oneof(
  fc.constantFrom(
    '/srv/mono/a',
    '/srv/mono',
    '/srv/dumps',
    '/srv/mono/../../etc',
    '/srv/mono/..',
    '/srv/mono//a',
    '/srv/mono/a/',
    '/srv/monolith',
    '/srv/dumps/link',
    '/srv/mono/link',
    '/',
    '//srv/mono',
    '/proc/self/root',
    '/srv/mono\0/a',
    '\\\\server\\share',
    'C:\\',
    '',
    '.',
  ),
  fc.string().map((text) => `/srv/mono/${text}`),
  fc.webPath(),
  fc.string(),
);
const wild = fc.oneof({ weight: 2, arbitrary: path }, { weight: 1, arbitrary: fc.anything() });
const source = fc.oneof(
  fc.record({ kind: fc.constant('path'), root: wild, top: wild }),
  fc.record({ kind: fc.constant('git'), url: fc.oneof(fc.webUrl(), wild), commit: wild }),
  fc.anything(),
);

test('whatever a job says, nothing outside of the allowed places is looked at or handed on', async () => {
  let admitted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({ source, destination: wild, prefix: wild, run: wild, directory: wild }),
      fc.subarray(['source', 'destination', 'prefix', 'run', 'directory'] as const),
      async (hostile, keys) => {
        const looked: string[] = [];
        // On this machine, `link` leads out of both.
        const resolve = async (one: string) => {
          looked.push(one);
          return one.replace(/^\/srv\/(?:mono|dumps)\/link/, '/etc');
        };
        const change = Object.fromEntries(keys.map((key) => [key, hostile[key]]));
        try {
          const job = await admitJob(parseJob({ ...sampleJob(), ...change }), allowed, resolve);
          admitted++;
          const { source: from, destination } = job;
          const named = from.kind === 'path' ? [from.root, from.top, destination] : [destination];
          expect(named.filter((one) => !isWithinAllowed(one))).toEqual([]);
          expect(from.kind === 'path' || new URL(from.url).host === 'example.org').toBe(true);
          expect(/[/\\\0]/.test(job.prefix)).toBe(false);
          expect(/^[0-9a-z-]+$/.test(job.run)).toBe(true);
        } catch (error) {
          if (!['USAGE', 'REFUSED'].includes((error as { code: string }).code)) throw error;
        }
        expect(looked.filter((one) => !isWithinAllowed(one))).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
  expect(admitted).toBeGreaterThan(20);
  await expect(admitJob(sampleJob(), allowed, resolvePath)).resolves.toEqual(sampleJob());
});
