import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, readTree, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const current = process.versions.node.split('.')[0];
const dump = ['tree', '--output', '-'];

/** A tree to dump and a home with a cache directory. */
function prepare(cwd: string, node = process.execPath) {
  writeTree(cwd, { 'tree/a.ts': 'const a = 1;\n' });
  const caches = join(cwd, 'home/.cache');
  mkdirSync(caches, { recursive: true, mode: 0o700 });
  const env = {
    HOME: join(cwd, 'home'),
    SOURCE_DATE_EPOCH: '1767225600',
    // Node keeps no compiled code while coverage is measured, and would pass that on.
    NODE_V8_COVERAGE: '',
  };
  return {
    caches,
    run: (more: NodeJS.ProcessEnv = {}) => runBin(dump, { cwd, env: { ...env, ...more }, node }),
  };
}

describe('the compile cache', () => {
  for (const major of ['22', '24', '26']) {
    const node = major === current ? process.execPath : (findTool(`node-${major}`) ?? '');
    const needs = node === '' ? ` (needs node-${major} on the PATH)` : '';
    it.skipIf(node === '')(
      `is filled by the first run and accepted by the next on Node ${major}${needs}`,
      async () => {
        using directory = temporaryDirectory();
        const { run, caches } = prepare(directory.path, node);
        const first = await run();
        expect(first).toMatchObject({ code: 0, stderr: '' });
        expect(readdirSync(caches)).toEqual(['create-dump']);
        const kept = readTree(caches);
        expect(kept).not.toEqual({});
        expect(await run()).toEqual(first);
        // V8 refuses code that was compiled under other flags; Node would write it anew.
        const { stderr } = await run({ NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
        expect(stderr).toMatch(/start-\w+\.js was accepted/u);
        expect(stderr).toMatch(/run-\w+\.js was accepted/u);
        expect(readTree(caches)).toEqual(kept);
      },
    );

    it.skipIf(node === '')(
      `is where NODE_COMPILE_CACHE says on Node ${major}${needs}`,
      async () => {
        using directory = temporaryDirectory();
        const { run, caches } = prepare(directory.path, node);
        const other = join(directory.path, 'other');
        expect((await run({ NODE_COMPILE_CACHE: other })).code).toBe(0);
        expect(readdirSync(other)).not.toEqual([]);
        expect((await run({ NODE_DISABLE_COMPILE_CACHE: '1' })).code).toBe(0);
        expect(readdirSync(caches)).toEqual([]);
      },
    );
  }

  it('creates no directory where the home has no .cache', async () => {
    using directory = temporaryDirectory();
    const { run } = prepare(directory.path);
    const home = join(directory.path, 'tree');
    expect((await run({ HOME: home })).code).toBe(0);
    expect(readdirSync(home)).toEqual(['a.ts']);
  });
});
