import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { OpenDumpOutput } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDumpPublisher, createGzipOutput } from '../src/index.js';
import { inspectDirectory } from './inspect-directory.js';
import { destination, writeDump } from './write-dump.js';

interface Recorded {
  readonly open: OpenDumpOutput;
  readonly chunks: Buffer[];
  readonly calls: string[];
  sha256: string | undefined;
}

/** A slow output that collects its input and detects overlapping writes. */
function recordingOutput(): Recorded {
  const recorded: Recorded = {
    chunks: [],
    calls: [],
    sha256: undefined,
    open: async () => {
      let busy = false;
      return {
        async write(chunk) {
          if (busy) recorded.calls.push('overlap');
          busy = true;
          await new Promise((resolve) => setImmediate(resolve));
          recorded.chunks.push(Buffer.from(chunk));
          busy = false;
        },
        async publish(sha256) {
          recorded.calls.push('publish');
          recorded.sha256 = sha256;
          return { path: 'p', checksumPath: 'c', sha256 };
        },
        async [Symbol.asyncDispose]() {
          recorded.calls.push('dispose');
        },
      };
    },
  };
  return recorded;
}

async function compress(...chunks: Uint8Array[]): Promise<Buffer> {
  const recorded = recordingOutput();
  await writeDump(createGzipOutput(recorded.open), ...chunks);
  expect(recorded.calls).toEqual(['publish', 'dispose']);
  const compressed = Buffer.concat(recorded.chunks);
  expect(recorded.sha256).toBe(createHash('sha256').update(compressed).digest('hex'));
  return compressed;
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000, size: 'max' }),
  fc.tuple(fc.nat(300_000), fc.nat(255)).map(([length, fill]) => new Uint8Array(length).fill(fill)),
);

test('gunzip gives the bytes back, and the digest is that of the compressed ones', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { maxLength: 5 }), async (chunks) => {
      expect(gunzipSync(await compress(...chunks)).equals(Buffer.concat(chunks))).toBe(true);
    }),
  );
});

test('the bytes depend on the content, not on how it was cut', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.array(fc.nat(300_000), { maxLength: 4 }), async (content, cuts) => {
      const ends = [...cuts, content.length].sort((a, b) => a - b);
      const parts = ends.map((end, at) => content.subarray(ends[at - 1] ?? 0, end));
      expect((await compress(...parts)).equals(await compress(content))).toBe(true);
    }),
  );
});

test('the header holds no time, no name, and one system', async () => {
  const header = (await compress(Buffer.from('x'))).subarray(0, 10);
  expect(header.toString('hex')).toBe('1f8b0800000000000003');
});

test('a long chunk is passed on in small ones', async () => {
  const recorded = recordingOutput();
  const noise = createHash('shake256', { outputLength: 4_000_000 }).update('').digest();
  await writeDump(createGzipOutput(recorded.open), noise);
  expect(Math.max(...recorded.chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(2 ** 17);
  expect(recorded.calls).toEqual(['publish', 'dispose']);
});

describe('an output that is given up', () => {
  test('is closed, and the one below it too', async () => {
    const recorded = recordingOutput();
    const output = await createGzipOutput(recorded.open)();
    await output.write(Buffer.alloc(2 ** 20));
    await output[Symbol.asyncDispose]();
    expect(recorded.calls).toEqual(['dispose']);
    await expect(output.write(Buffer.from('x'))).rejects.toThrow(/destroyed/);
  });

  test('when the one below fails, fails alike', async () => {
    const failure = new Error('full');
    const failing: OpenDumpOutput = async () => ({
      ...(await recordingOutput().open()),
      write: () => Promise.reject(failure),
    });
    await using output = await createGzipOutput(failing)();
    const noise = createHash('shake256', { outputLength: 1_000_000 }).update('').digest();
    await expect(output.write(noise)).rejects.toBe(failure);
  });
});

test('in a directory it is a pair that gunzip and the checksum agree on, or nothing', async () => {
  using directory = temporaryDirectory();
  const open = createGzipOutput(
    createDumpPublisher({
      ...destination,
      directory: directory.path,
      prefix: 'p',
      stamp: '20260102_030405',
      extension: 'md.gz',
    }),
  );
  {
    await using output = await open();
    await output.write(Buffer.from('given up'));
  }
  expect(readdirSync(directory.path)).toEqual([]);
  const { path } = await writeDump(open, '# Dump\n', 'text');
  expect(gunzipSync(readFileSync(path ?? '')).toString()).toBe('# Dump\ntext');
  expect(inspectDirectory(directory.path)).toEqual({
    dumps: ['p_all_code_dump_20260102_030405.md.gz'],
    temporaries: [],
    orphans: [],
    faults: [],
  });
});
