import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { parseChecksumLine } from '@create-dump/core';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createStoreOutput, type StoreOutputOptions } from '../src/index.js';
import { createMemoryStore } from './memory-store.js';

const text = '# Code dump\n…\n';
const sha256 = createHash('sha256').update(text).digest('hex');
const stem = 'tree_all_code_dump_20260101_000000';

function optionsOf(
  spoolDirectory: string,
  more: Partial<StoreOutputOptions> & Pick<StoreOutputOptions, 'store'>,
): StoreOutputOptions {
  return {
    spoolDirectory,
    prefix: 'tree',
    stamp: '20260101_000000',
    extension: 'md',
    runId: createRunId({ pid: process.pid, hostname: 'test', now: new Date(0) }),
    warn: () => {},
    signal: new AbortController().signal,
    ...more,
  };
}

async function dump(options: StoreOutputOptions) {
  const output = await createStoreOutput(options)();
  try {
    await output.write(Buffer.from(text));
    return await output.publish(sha256);
  } finally {
    await output[Symbol.asyncDispose]();
  }
}

/** The dumps that are visible without a checksum that fits them. */
function halfPairs(objects: ReadonlyMap<string, Buffer>): readonly string[] {
  return [...objects.keys()].filter((key) => {
    if (!key.endsWith('.md')) return false;
    const line = parseChecksumLine(objects.get(key.replace(/md$/u, 'sha256'))?.toString() ?? '');
    const actual = createHash('sha256')
      .update(objects.get(key) ?? '')
      .digest('hex');
    return line?.fileName !== key || line.sha256 !== actual;
  });
}

describe('createStoreOutput', () => {
  it('names the directory in which a dump can not wait', async () => {
    using directory = temporaryDirectory();
    const missing = `${directory.path}/none`;
    const store = createMemoryStore(new Map());
    await expect(dump(optionsOf(missing, { store }))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringContaining(missing) as string,
    });
  });

  it('publishes a dump with its checksum and its signature, and keeps no file', async () => {
    using directory = temporaryDirectory();
    const objects = new Map<string, Buffer>();
    const sign = async (bytes: Uint8Array) => `signature of ${bytes.length}\n`;
    const store = createMemoryStore(objects);
    expect(await dump(optionsOf(directory.path, { store, sign }))).toEqual({
      path: `memory:${stem}.md`,
      checksumPath: `memory:${stem}.sha256`,
      signaturePath: `memory:${stem}.sha256.sig`,
      sha256,
    });
    expect([...objects.keys()]).toEqual([`${stem}.sha256`, `${stem}.sha256.sig`, `${stem}.md`]);
    expect(objects.get(`${stem}.md`)?.toString()).toBe(text);
    expect(halfPairs(objects)).toEqual([]);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it('takes the next name if a dump of any kind, a checksum or a signature has it', async () => {
    using directory = temporaryDirectory();
    const objects = new Map(
      [`${stem}.json`, `${stem}-1.sha256`, `${stem}-2.sha256.sig`].map((key) => [
        key,
        Buffer.from('x'),
      ]),
    );
    const { path } = await dump(optionsOf(directory.path, { store: createMemoryStore(objects) }));
    expect(path).toBe(`memory:${stem}-3.md`);
  });

  it('16 at the same time get a name each', async () => {
    using directory = temporaryDirectory();
    const objects = new Map<string, Buffer>();
    const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
    const store = createMemoryStore(objects, pause);
    const all = await Promise.all(
      Array.from({ length: 16 }, () => dump(optionsOf(directory.path, { store }))),
    );
    expect(new Set(all.map(({ path }) => path)).size).toBe(16);
    expect(objects.size).toBe(32);
    expect(halfPairs(objects)).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'leaves no half pair and no claim if a call fails %s it was done',
    async (when) => {
      using directory = temporaryDirectory();
      for (let faulty = 1; ; faulty++) {
        const objects = new Map<string, Buffer>();
        let calls = 0;
        const store = createMemoryStore(objects, async (call, now) => {
          expect(halfPairs(objects)).toEqual([]);
          if (now === when && ++calls === faulty) throw new Error(`${call} failed`);
        });
        const sign = async () => 'signature\n';
        const published = await dump(optionsOf(directory.path, { store, sign })).catch(
          () => undefined,
        );
        expect(halfPairs(objects)).toEqual([]);
        if (published !== undefined) break;
        const left = [...objects.keys()];
        // Whether the dump was created isn't known, or the store can't be asked: then what claims its name stays.
        const isKnown = !left.includes(`${stem}.md`) && when === 'before';
        expect(isKnown ? left : []).toEqual([]);
        expect(readdirSync(directory.path)).toEqual([]);
      }
    },
  );

  it('publishes nothing if it can’t be signed', async () => {
    using directory = temporaryDirectory();
    const objects = new Map<string, Buffer>();
    const store = createMemoryStore(objects);
    const sign = () => Promise.reject(new Error('no key'));
    await expect(dump(optionsOf(directory.path, { store, sign }))).rejects.toThrow('no key');
    expect(objects.size).toBe(0);
  });
});
