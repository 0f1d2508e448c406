import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findTool,
  readTree,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const supported = ['20', '22', '24', '26'];
const others = supported.filter((major) => !process.versions.node.startsWith(`${major}.`));

const every: Tree = {
  'text.ts': 'const answer = "`42`";\n',
  'crlf.txt': 'one\r\ntwo\r\n',
  'latin1.txt': Buffer.from('caf\xe9\n', 'latin1'),
  binary: Uint8Array.from({ length: 5000 }, (_, at) => (at * 7) % 256),
  'größe/naïve 😀.md': '# é\n',
  'latin1:b\xff': 'a name that is not UTF-8\n',
  empty: '',
  link: { link: 'text.ts' },
  program: { content: '#!/bin/sh\n', executable: true },
};

/** 66 MiB: below 64 no threads are started. */
const large: Tree = Object.fromEntries(
  Array.from({ length: 33 }, (_, file) => [
    `large/${file}`,
    `${file}\n`.padEnd(64).repeat(2 ** 15),
  ]),
);

/** Also expects of the run that it has nothing to complain of, such as a flag that its V8 doesn't know. */
async function runQuietly(node: string, cwd: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runBin([...args, '--workers', '2'], {
    cwd,
    env: { SOURCE_DATE_EPOCH: '1767225600' },
    node,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.toString().trimEnd();
}

describe.each([
  ['a small tree', every],
  ['a tree worth threads', { ...every, ...large }],
])('%s', (_, tree) => {
  for (const major of others) {
    const node = findTool(`node-${major}`) ?? '';
    const needs = node === '' ? ` (needs node-${major} on the PATH)` : '';
    it.skipIf(node === '')(
      `is dumped, verified and restored by Node ${major} as by this one${needs}`,
      async () => {
        using directory = temporaryDirectory();
        const cwd = directory.path;
        writeTree(join(cwd, 'tree'), tree);
        expect(execFileSync(node, ['--version']).toString()).toContain(`v${major}.`);
        const dumpWith = (program: string, dest: string) =>
          runQuietly(program, cwd, ['tree', '--dest', dest, '--binary', 'embed']);
        const dump = await dumpWith(node, 'out');
        const expected = await dumpWith(process.execPath, 'expected');
        expect(readFileSync(dump).equals(readFileSync(expected))).toBe(true);
        expect(await runQuietly(node, cwd, ['verify', dump])).toContain(
          `: OK (${Object.keys(tree).length} files`,
        );
        await runQuietly(node, cwd, ['restore', dump, '--to', 'back']);
        expect(readTree(join(cwd, 'back'))).toEqual(readTree(join(cwd, 'tree')));
      },
    );
  }
});
