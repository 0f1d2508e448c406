import type { OpenSourceFile, SkippedFile } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { createSectionRenderer } from '../../src/index.js';
import { memorySource } from '../memory-tree.js';

type Failure = 'none' | { readonly code: string; readonly by: 'open' | 'throw' | 'read' };

/** Renders files named after the failures that opening each of them has, one after another. */
async function render(
  failuresOf: Readonly<Record<string, readonly Failure[]>>,
  { stopAfter = Infinity } = {},
) {
  const left = new Map(Object.entries(failuresOf).map(([path, all]) => [path, [...all]]));
  const waits: number[] = [];
  const stop = new AbortController();
  const openSource: OpenSourceFile = ({ path }) => {
    const failure = left.get(path)?.shift() ?? 'none';
    const source = memorySource(Buffer.from('text\n'));
    if (failure === 'none') return source;
    const { code, by } = failure;
    const error = Object.assign(new Error(code), { code });
    if (by === 'open') return { path, skipped: 'io-error', detail: code };
    if (by === 'throw') throw error;
    const read = () => {
      throw error;
    };
    return memorySource(Buffer.from('text\n'), { read });
  };
  const sections = createSectionRenderer({
    openSource,
    retryClock: {
      async wait(delay) {
        waits.push(delay);
        if (waits.length >= stopAfter) stop.abort(new Error('stop'));
      },
      random: () => 1,
    },
  });
  const entries = Object.keys(failuresOf).map((path) => ({
    path,
    mode: '100644' as const,
    size: 5,
  }));
  const chunks = [];
  for await (const { bytes, records, retried } of sections(entries, stop.signal)) {
    chunks.push({ text: Buffer.from(bytes).toString(), records, retried });
  }
  const records = chunks.flatMap((chunk) => chunk.records);
  return { waits, chunks, records, text: chunks.map(({ text }) => text).join('') };
}

const failing = (by: 'open' | 'throw' | 'read', times: number, code: string): readonly Failure[] =>
  Array.from({ length: times }, () => ({ code, by }));

describe('a file that can not be read at first', () => {
  it.each([
    ['open', 'EAGAIN'],
    ['open', 'EBUSY'],
    ['open', 'ESTALE'],
    ['throw', 'EMFILE'],
    ['throw', 'ENFILE'],
    ['read', 'EAGAIN'],
    ['read', 'ESTALE'],
  ] as const)('is read again (%s: %s), and the dump is the same', async (by, code) => {
    const files = { a: [], b: failing(by, 3, code), c: [] };
    const { waits, text, chunks } = await render(files);
    expect(waits).toStrictEqual([50, 100, 200]);
    expect(text).toBe((await render({ a: [], b: [], c: [] })).text);
    expect(chunks.map(({ retried }) => retried)).toStrictEqual([{ times: 3, why: `b: ${code}` }]);
  });

  it('is recorded as unreadable after six attempts', async () => {
    const { waits, records } = await render({ a: failing('open', 9, 'EAGAIN'), b: [] });
    expect(waits).toStrictEqual([50, 100, 200, 400, 800]);
    expect(records).toMatchObject([
      { path: 'a', skipped: 'io-error', detail: 'EAGAIN' },
      { path: 'b', size: 5 },
    ]);
  });

  it('fails the run after six attempts if the error is not about it', async () => {
    await expect(render({ a: failing('throw', 9, 'ENFILE') })).rejects.toThrow('ENFILE');
  });

  it.each(['EIO', 'EACCES'])('is not read again after %s', async (code) => {
    const { waits, records } = await render({ a: failing('open', 1, code) });
    expect(waits).toStrictEqual([]);
    expect((records[0] as SkippedFile).detail).toBe(code);
  });

  it('does not make a tree of such files take hours', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `file-${at}`);
    const files = Object.fromEntries(names.map((name) => [name, failing('open', 9, 'ESTALE')]));
    const { waits, records } = await render(files);
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(10_000);
    expect(records).toHaveLength(300);
  });

  it('is not waited for once the run is stopped', async () => {
    const stopped = render({ a: failing('open', 9, 'EAGAIN') }, { stopAfter: 2 });
    await expect(stopped).rejects.toThrow('stop');
  });
});
