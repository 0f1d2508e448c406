import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { readPathList } from '../../src/inputs/read-path-list.js';

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

  it.each(['', '\n\n'])('refuses a list that names nothing: %j', async (text) => {
    await expect(read(text, false)).rejects.toMatchObject({ code: 'USAGE' });
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
