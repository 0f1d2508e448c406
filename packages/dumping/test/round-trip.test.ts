import { mkdirSync } from 'node:fs';
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
import { dumpProject } from '../src/index.js';

const trees = Number(process.env['ROUND_TRIP_TREES'] ?? 1000);

/** Dumps everything in `root`, ignoring `.gitignore` files; returns the dump's path and tree digest. */
async function dump(root: string, directory: string) {
  const { path, treeSha256 } = await dumpProject(
    {
      selection: { root, useGitignore: false },
      destination: { kind: 'directory', directory, prefix: 'tree' },
      contents: 'list',
      binary: 'embed',
      compress: false,
      strict: true,
    },
    {
      process: { pid: process.pid, hostname: 'test', now: new Date(0) },
      tool: 'test 1.0.0',
      generatedAt: new Date(0),
      observe: () => {},
      signal: new AbortController().signal,
    },
  );
  return { path: path as string, treeSha256 };
}

describe('a dump', () => {
  it(
    `restores to the tree it was made of, byte for byte (${trees} random trees)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryTree, async (tree) => {
          using directory = temporaryDirectory();
          const root = join(directory.path, 'tree');
          const target = join(directory.path, 'restored');
          mkdirSync(root);
          writeTree(root, tree);
          const first = await dump(root, directory.path);
          using source = await openFileSource(first.path, { spoolDirectory: directory.path });
          expect((await verifyDump(source)).problems).toEqual([]);
          expect((await restoreDump(source, { target })).notExact).toEqual([]);
          expect(readTree(target)).toEqual(readTree(root));
          expect((await dump(target, directory.path)).treeSha256).toBe(first.treeSha256);
        }),
        { numRuns: trees },
      );
    },
    trees * 250,
  );
});
