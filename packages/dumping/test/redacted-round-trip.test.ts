import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFileSource, restoreDump, verifyDump } from '@create-dump/markdown-reader';
import {
  arbitraryTree,
  readTree,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dumpProject, type RunContext } from '../src/index.js';
import { createChannelPool } from './channel-pool.js';
import { createFakeFinder, fakeSecret, fakeSecrets } from './fake-finder.js';

const trees = Number(process.env['REDACTED_TREES'] ?? 100);

const context = {
  process: { pid: process.pid, hostname: 'test', now: new Date(0) },
  tool: 'test 1.0.0',
  generatedAt: new Date(0),
  isReproducible: true,
  createFinder: createFakeFinder,
};

async function dump(root: string, directory: string, more: Partial<RunContext> = {}) {
  const { path, redacted } = await dumpProject(
    {
      selection: { root, useGitignore: false },
      destination: { kind: 'directory', directory },
      binary: 'embed',
      secrets: fakeSecrets('redact'),
    },
    { ...context, ...more },
  );
  return { path: path ?? '', redacted };
}

/** A secret, or part of one, in one of the encodings that dumps show, before and after any bytes. */
const arbitrarySecret = fc
  .record({
    digits: fc.integer({ min: 10_000_000, max: 99_999_999 }),
    encode: fc.constantFrom(
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(`caf\u00e9 ${text}`, 'latin1'),
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      (text: string) => Buffer.from(`\0${text}`),
    ),
    around: fc.constantFrom('', '\n', '\r\n', '```\n', 'x = "', '~'.repeat(300)),
    times: fc.constantFrom(1, 2, 1001),
  })
  .map(({ digits, encode, around, times }) => {
    const secret = fakeSecret(String(digits));
    return { secret, content: encode(`${around}${secret}${around}`.repeat(times)) };
  });

const arbitraryPlanted = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), planted: arbitrarySecret }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
);

/** How a secret may stand in a file: as it is, and in the encodings of dumps. */
function formsOf(secret: string): readonly Buffer[] {
  const utf16 = Buffer.from(secret, 'utf16le');
  return [Buffer.from(secret), utf16, Buffer.from(utf16).swap16()];
}

describe('a redacted dump', () => {
  it(
    `verifies, restores everything but what had secrets, and has none of them (${trees} random trees)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryTree, arbitraryPlanted, async (tree, planted) => {
          using directory = temporaryDirectory();
          const root = join(directory.path, 'tree');
          const target = join(directory.path, 'restored');
          mkdirSync(root);
          writeTree(root, tree);
          const before = readTree(root);
          // A name that the tree can't have: nothing of it is replaced.
          const names = planted.map(({ name }) => `planted-${name}`);
          for (const [at, { planted: file }] of planted.entries()) {
            writeTree(root, { [names[at] ?? '']: file.content });
          }
          const { path } = await dump(root, directory.path);
          using source = await openFileSource(path, { spoolDirectory: directory.path });
          expect((await verifyDump(source)).problems).toEqual([]);
          const { notExact } = await restoreDump(source, { target });
          expect(notExact.map((file) => file.path)).toEqual(names.toSorted());
          expect(readTree(target)).toEqual(before);
          const bytes = readFileSync(path);
          const found = planted.filter(({ planted: { secret } }) =>
            formsOf(secret).some((form) => bytes.includes(form)),
          );
          expect(found).toEqual([]);
        }),
        { numRuns: trees },
      );
    },
    60_000 + trees * 1000,
  );

  it('has the same bytes and the same findings for any number of threads', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'tree');
    mkdirSync(root);
    const secret = fakeSecret('12345678');
    const filler = `${'.'.repeat(99)}\n`.repeat(30_000);
    const files = Object.fromEntries(
      Array.from({ length: 24 }, (_, at) => [
        `f${at}`,
        at % 3 === 0 ? `${secret}\n${filler}` : at % 3 === 1 ? `${filler}${secret}` : filler,
      ]),
    );
    // Larger than what is read whole.
    writeTree(root, { ...files, large: `${filler}${filler}${secret}\n${secret} allowed\n` });
    const results: unknown[] = [];
    for (const threads of [0, 1, 2, 3]) {
      await using pool = createChannelPool(Math.max(1, threads));
      const events: unknown[] = [];
      const { path, redacted } = await dump(root, join(directory.path, `out${threads}`), {
        ...(threads > 0 && { renderPool: pool }),
        observe: (event) => event.type === 'secret-found' && events.push(event),
      });
      results.push({ bytes: readFileSync(path).toString(), redacted, events });
    }
    const [first] = results as [{ events: unknown[]; redacted: string[] }];
    expect(first.redacted).toHaveLength(17);
    expect(first.events).toHaveLength(18);
    for (const result of results) expect(result).toEqual(first);
  });
});
