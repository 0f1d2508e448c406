import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { readPathList } from '../../src/selection/read-path-list.js';

const { signal } = new AbortController();

const read = (bytes: string | Buffer, nulSeparated: boolean) =>
  readPathList({
    source: '-',
    nulSeparated,
    cwd: '/',
    signal,
    stdin: Readable.from([Buffer.from(bytes)]),
  });

describe('readPathList', () => {
  it('takes one path from each line, with LF or CRLF', async () => {
    expect(await read('a\nb c\r\n\n./d\n.//e', false)).toEqual(['a', 'b c', 'd', 'e']);
  });

  it('takes arbitrary names separated by NUL', async () => {
    const names = Buffer.from('new\nline\0trail \0\xFF\0', 'latin1');
    expect(await read(names, true)).toEqual(['new\nline', 'trail ', '\udcff']);
  });

  it.each([true, false])('skips a byte order mark (NUL-separated: %s)', async (nulSeparated) => {
    expect(await read(`\uFEFFa${nulSeparated ? '\0' : '\n'}`, nulSeparated)).toEqual(['a']);
  });

  it('refuses UTF-16, which PowerShell writes', async () => {
    await expect(read(Buffer.from('\uFEFFa\n', 'utf16le'), false)).rejects.toThrow('is UTF-16');
    expect(await read(Buffer.from('\xFF\xFEa\n', 'latin1'), false)).toEqual(['\udcff\udcfea']);
  });

  it('takes directories, the root among them', async () => {
    expect(await read('./\n.\nsrc/\n', false)).toEqual(['./', '.', 'src/']);
  });

  it.each([
    ['', false],
    ['\n\n', false],
    ['\uFEFF', false],
    ['', true],
    ['\0\0', true],
    ['\uFEFF\0', true],
  ])('refuses a list that names nothing: %j', async (text, nulSeparated) => {
    await expect(read(text, nulSeparated)).rejects.toMatchObject({ code: 'USAGE' });
  });

  it.skipIf(findTool('mkfifo') === undefined)(
    'waits for the writer of a FIFO (skipped without mkfifo)',
    async () => {
      using directory = temporaryDirectory();
      const source = join(directory.path, 'list');
      execFileSync('mkfifo', [source]);
      const stdin = Readable.from([]);
      const paths = readPathList({ source, nulSeparated: false, cwd: '/', stdin, signal });
      await delay(50);
      await writeFile(source, 'a\nb\n');
      expect(await paths).toEqual(['a', 'b']);
    },
  );

  it('names a missing list and the reason', async () => {
    const missing = readPathList({
      source: 'no/list',
      nulSeparated: false,
      cwd: '/',
      stdin: Readable.from([]),
      signal,
    });
    await expect(missing).rejects.toThrow(
      "--files-from no/list can't be read: no such file or directory (ENOENT).",
    );
  });
});
