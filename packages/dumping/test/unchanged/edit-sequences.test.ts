import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitAll, git, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dumpProject, type ProjectDump } from '../../src/index.js';

const runs = Number(process.env['UNCHANGED_SEQUENCES'] ?? 12);
const names = ['a', 'b', 'd/a', 'd/e/f'] as const;

const name = fc.constantFrom(...names);
const content = fc.constantFrom('', '1\n', '2\n', 'longer\n', '\0');
const edit = fc.oneof(
  fc.record({ kind: fc.constant('nothing') }),
  fc.record({ kind: fc.constant('write'), name, content }),
  fc.record({ kind: fc.constant('rewrite, time put back'), name, content }),
  fc.record({ kind: fc.constant('touch'), name }),
  fc.record({ kind: fc.constant('mode'), name }),
  fc.record({ kind: fc.constant('link'), name }),
  fc.record({ kind: fc.constant('remove'), name }),
  fc.record({ kind: fc.constant('rename'), name, to: name }),
  fc.record({ kind: fc.constant('commit') }),
  fc.record({ kind: fc.constant('ignore'), name }),
  fc.record({ kind: fc.constant('options'), binary: fc.constantFrom('list', 'embed', 'skip') }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(root: string, one: Edit): void {
  const path = 'name' in one ? join(root, one.name) : '';
  const isFile = existsSync(path) && lstatSync(path).isFile();
  if (path !== '') mkdirSync(dirname(path), { recursive: true });
  if (one.kind === 'write' && 'content' in one) {
    rmSync(path, { force: true });
    writeFileSync(path, one.content);
  } else if (one.kind === 'rewrite, time put back' && 'content' in one && isFile) {
    const { atime, mtime } = statSync(path);
    writeFileSync(path, one.content);
    utimesSync(path, atime, mtime);
  } else if (one.kind === 'touch' && isFile) utimesSync(path, new Date(), new Date());
  else if (one.kind === 'mode' && isFile) chmodSync(path, statSync(path).mode ^ 0o111);
  else if (one.kind === 'link') {
    rmSync(path, { force: true });
    symlinkSync('a', path);
  } else if (one.kind === 'remove') rmSync(path, { force: true });
  else if (one.kind === 'rename' && 'to' in one && isFile) {
    mkdirSync(dirname(join(root, one.to)), { recursive: true });
    renameSync(path, join(root, one.to));
  } else if (one.kind === 'commit') {
    commitAll(root);
  } else if (one.kind === 'ignore' && 'name' in one) {
    writeFileSync(join(root, '.gitignore'), `${one.name}\n`);
  }
}

/** Times of runs: real ones, so that no time of a file is trusted, or an hour apart, so that all are. */
it.each(['real', 'an hour apart'])(
  'skips a dump only if it would have the same bytes, with times %s',
  { timeout: 30_000 + runs * 20_000 },
  async (clock) => {
    let skipped = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 10 }), async (edits) => {
        using directory = temporaryDirectory();
        const root = join(directory.path, 'tree');
        mkdirSync(root);
        git(root, 'init', '-q');
        for (const one of names) apply(root, { kind: 'write', name: one, content: '1\n' });
        let binary: 'list' | 'embed' | 'skip' = 'list';
        let count = 0;
        const time = () => new Date(Date.now() + (clock === 'real' ? 0 : ++count * 3_600_000));
        const dump = (out: string, now: Date, more: Partial<ProjectDump> = {}) =>
          dumpProject(
            {
              selection: { root },
              destination: { kind: 'directory', directory: join(directory.path, out) },
              binary,
              ...more,
            },
            { process: { pid: process.pid, hostname: 'test', now }, tool: 'test 1.0.0' },
          );
        const skipUnchanged = {
          cacheDirectory: join(directory.path, 'cache'),
          spoolDirectory: directory.path,
        };
        for (const one of [...edits, { kind: 'nothing' } as const]) {
          // Longer than the tick of the clock that the kernel stamps files with.
          if (clock !== 'real') await sleep(10);
          if (one.kind === 'options' && 'binary' in one) binary = one.binary as typeof binary;
          else apply(root, one);
          if (names.every((path) => !existsSync(join(root, path)))) continue;
          const result = await dump('out', time(), { skipUnchanged });
          if (result.unchanged === undefined) continue;
          skipped++;
          const fresh = await dump('fresh', new Date(result.facts.generated));
          expect(fresh.sha256).toBe(result.sha256);
        }
        writeFileSync(join(root, 'a file, so that there is something to dump'), 'x');
        await dump('out', time(), { skipUnchanged });
        expect((await dump('out', time(), { skipUnchanged })).unchanged).toBeDefined();
      }),
      { numRuns: runs },
    );
    expect(skipped).toBeGreaterThan(0);
  },
);
