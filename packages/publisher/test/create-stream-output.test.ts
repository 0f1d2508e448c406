import { PassThrough, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createStreamOutput, isBrokenPipe } from '../src/index.js';
import { useProgram } from './run-program.js';
import { writeDump } from './write-dump.js';

const start = useProgram();

/** A slow stream that takes one chunk at a time. */
function slowStream() {
  const taken: string[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _, done) {
      setTimeout(() => {
        taken.push(chunk.toString());
        done();
      }, 5);
    },
  });
  return { stream, taken };
}

test('the bytes arrive, at the pace of the reader, before publishing is over', async () => {
  const { stream, taken } = slowStream();
  const published = await writeDump(createStreamOutput(stream), 'one', 'two', '', 'three');
  expect(published).toMatchObject({ path: null, checksumPath: null });
  expect(taken.join(' ')).toBe('one two  three');
  expect(stream.writable).toBe(true);
  expect(stream.listenerCount('error') + stream.listenerCount('close')).toBe(0);
});

test('an output that is given up leaves the stream as it was', async () => {
  const { stream } = slowStream();
  {
    await using output = await createStreamOutput(stream)();
    await output.write(Buffer.from('x'));
  }
  expect(stream.writable).toBe(true);
  expect(stream.listenerCount('error') + stream.listenerCount('close')).toBe(0);
});

describe('a stream that fails', () => {
  test('while it is written to fails the write and everything after it', async () => {
    const cause = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC', errno: -28 });
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(cause) });
    await using output = await createStreamOutput(stream)();
    const failure = {
      code: 'WRITE_FAILED',
      message: expect.stringMatching(/^No space left on device \(ENOSPC\) while writing/),
      cause,
    };
    await expect(output.write(Buffer.from('x'))).rejects.toMatchObject(failure);
    await expect(output.write(Buffer.from('x'))).rejects.toMatchObject(failure);
    await expect(output.publish('')).rejects.toMatchObject(failure);
  });

  test('between two writes fails the next', async () => {
    const stream = new PassThrough();
    await using output = await createStreamOutput(stream)();
    const cause = new Error('gone');
    stream.destroy(cause);
    await new Promise((resolve) => setImmediate(resolve));
    await expect(output.write(Buffer.from('x'))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      cause,
    });
  });

  test('by being closed ends a write that would wait for ever', async () => {
    const stream = new Writable({ write: () => undefined });
    await using output = await createStreamOutput(stream)();
    const written = output.write(Buffer.from('x'));
    stream.destroy();
    await expect(written).rejects.toMatchObject({ code: 'WRITE_FAILED' });
  });

  test('before the output is opened fails the first write', async () => {
    const stream = new PassThrough().destroy();
    await new Promise((resolve) => setImmediate(resolve));
    await using output = await createStreamOutput(stream)();
    await expect(output.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'WRITE_FAILED' });
  });
});

test('a reader that goes away is an error of its own, not a crash', async () => {
  const options = { kind: 'stdout', path: '', chunks: 1000, chunkBytes: 100_000 } as const;
  const run = start(options, { under: ['sh', '-c', '"$@" | head -c 10 >/dev/null', 'sh'] });
  expect((await run.result).lines).toMatchObject([
    { code: 'WRITE_FAILED', brokenPipe: true, message: expect.stringContaining('EPIPE') },
  ]);
  expect(isBrokenPipe(new Error('EPIPE'))).toBe(false);
});
