import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { replaceFiles } from '../../src/process/replace-files.js';

const context = {
  process: { pid: process.pid, hostname: hostname(), now: new Date() },
  observe: () => {},
};

it('writes files, replaces older ones, and leaves nothing else', async () => {
  using directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  writeFileSync(at('b'), 'old');
  const files = ['a', 'b'].map((name) => ({ path: at(name), content: `new ${name}`, what: name }));
  await replaceFiles(files, context);
  expect(readdirSync(directory.path).sort()).toEqual(['a', 'b']);
  expect(['a', 'b'].map((name) => readFileSync(at(name), 'utf8'))).toEqual(['new a', 'new b']);
});

it('replaces nothing if one of them cannot be written, and names it', async () => {
  using directory = temporaryDirectory();
  const at = (name: string) => join(directory.path, name);
  writeFileSync(at('a'), 'old');
  mkdirSync(at('d'));
  const files = [
    { path: at('a'), content: 'new', what: 'the first' },
    { path: at('none/b'), content: 'new', what: 'the second' },
  ];
  await expect(replaceFiles(files, context)).rejects.toMatchObject({
    code: 'WRITE_FAILED',
    message: expect.stringContaining(`while writing the second ${at('none/b')}`) as string,
  });
  expect(readFileSync(at('a'), 'utf8')).toBe('old');
  expect(readdirSync(directory.path).sort()).toEqual(['a', 'd']);
});
