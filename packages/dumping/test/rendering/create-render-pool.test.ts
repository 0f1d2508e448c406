import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { RenderedChunk, SectionEntry } from '@create-dump/core';
import { allocateSectionMemory, sectionSlot } from '@create-dump/markdown-writer';
import { describe, expect, it } from 'vitest';
import { createRenderPool } from '../../src/rendering/create-render-pool.js';

/** Threads run JavaScript: the least that speaks as `serveRendering` does, after a wait that the path's number gives. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    const free = [0, 1, 2];
    const records = { count: 0, numbers: new Uint32Array(), digests: '', others: new Map() };
    const bytes = ${sectionSlot(allocateSectionMemory(1), 0).length};
    let queue = Promise.resolve();
    let wake;
    parentPort.on('message', (order) => {
      if (order.type === 'notice') { free.push(order.notice.slot); wake?.(); }
      if (order.type !== 'request') return;
      const { id, request } = order;
      if (request.type === 'stat') {
        if (request.files.paths === 'die') process.exit(9);
        const reply = Float64Array.of(request.files.paths.length);
        return parentPort.postMessage({ type: 'reply', id, reply });
      }
      const { entries, source } = request;
      queue = queue.then(async () => {
        for (const path of entries.paths.split('\\0')) {
          if (path.startsWith('die')) process.exit(9);
          if (path.startsWith('hoard')) for (const kept = []; ; ) kept.push(new Array(1e5).fill(0));
          if (path.startsWith('throw')) {
            const failure = { message: 'EMFILE: too many', fields: { code: 'EMFILE' } };
            return parentPort.postMessage({ type: 'failure', id, failure });
          }
          await new Promise((resolve) => setTimeout(resolve, Number(path) % 7));
          while (free.length === 0) await new Promise((resolve) => (wake = resolve));
          const slot = free.pop();
          const length = Buffer.from(workerData.buffer, slot * bytes, bytes).write(source.root + path + ' ');
          parentPort.postMessage({ type: 'item', id, item: { slot, length, lineFeeds: 1, records } });
        }
        parentPort.postMessage({ type: 'reply', id });
      });
    });`)}`,
);
const startThread = (options: WorkerOptions) => new Worker(script, options);

const never = new AbortController().signal;
// Each is a batch of its own.
const entry = (path: string): SectionEntry => ({ path, mode: '100644', size: 3 * 2 ** 20 });
const numbered = (count: number) => Array.from({ length: count }, (_, at) => entry(String(at)));
const source = (root: string) => ({ root, binary: 'list' as const });

async function textOf(chunks: AsyncIterable<RenderedChunk>): Promise<string> {
  let text = '';
  for await (const { bytes, release } of chunks) {
    text += Buffer.from(bytes).toString();
    release();
  }
  return text;
}

describe('createRenderPool', () => {
  it('keeps the order of the entries, also of several dumps at a time', async () => {
    await using pool = createRenderPool({ threads: 3, startThread });
    const roots = ['a', 'b', 'c'];
    const texts = await Promise.all(
      roots.map((root) => textOf(pool.createRenderer(source(root))(numbered(40), never))),
    );
    const expected = (root: string) =>
      numbered(40)
        .map(({ path }) => `${root}${path} `)
        .join('');
    expect(texts).toStrictEqual(roots.map(expected));
  });

  it('has threads read stats, and still renders when one has died of it', async () => {
    await using pool = createRenderPool({ threads: 2, startThread });
    const stat = (paths: string) => pool.statPreload.stat({ directory: '/', paths });
    expect(await Promise.all([stat('a'), stat('a\0b'), stat('')])).toEqual([
      Float64Array.of(1),
      Float64Array.of(3),
      Float64Array.of(0),
    ]);
    await expect(stat('die')).rejects.toMatchObject({ code: 'WORKER_FAILED' });
    expect(await textOf(pool.createRenderer(source('r'))(numbered(2), never))).toBe('r0 r1 ');
  });

  it('throws what rendering threw, after the chunks before it', async () => {
    await using pool = createRenderPool({ threads: 2, startThread });
    const chunks: string[] = [];
    const consume = async () => {
      const entries = [...numbered(5), entry('throw'), ...numbered(5)];
      for await (const { bytes, release } of pool.createRenderer(source('a'))(entries, never)) {
        chunks.push(Buffer.from(bytes).toString());
        release();
      }
    };
    await expect(consume()).rejects.toMatchObject({ message: 'EMFILE: too many', code: 'EMFILE' });
    expect(chunks).toStrictEqual(['a0 ', 'a1 ', 'a2 ', 'a3 ', 'a4 ']);
  });

  it('names the limit of a thread that needs more memory', async () => {
    await using pool = createRenderPool({ threads: 1, startThread, memory: 16e6 });
    const render = pool.createRenderer(source('a'));
    expect(await textOf(render(numbered(2), never))).toBe('a0 a1 ');
    await expect(textOf(render([entry('hoard')], never))).rejects.toMatchObject({
      code: 'LIMIT_MEMORY',
      message: expect.stringContaining('more memory than --limit-memory 16000000 allows') as string,
    });
  });

  it('fails the dumps of a thread that dies, and goes on with another thread', async () => {
    await using pool = createRenderPool({ threads: 1, startThread });
    const render = pool.createRenderer(source('a'));
    await expect(textOf(render([...numbered(5), entry('die')], never))).rejects.toMatchObject({
      code: 'WORKER_FAILED',
      message: expect.stringContaining('exit code 9') as string,
    });
    expect(await textOf(render(numbered(3), never))).toBe('a0 a1 a2 ');
  });

  it('stops when it is told to, while it waits', async () => {
    await using pool = createRenderPool({ threads: 2, startThread });
    const stop = new AbortController();
    const reason = new Error('stopped');
    const rendering = textOf(pool.createRenderer(source('a'))(numbered(2000), stop.signal));
    setTimeout(() => stop.abort(reason), 50);
    await expect(rendering).rejects.toBe(reason);
    expect(await textOf(pool.createRenderer(source('b'))(numbered(4), never))).toBe('b0 b1 b2 b3 ');
  });

  it('gives memory back that a reader left', async () => {
    await using pool = createRenderPool({ threads: 1, startThread });
    const render = pool.createRenderer(source('a'));
    for (let round = 0; round < 5; round++) {
      // Leaving the loop ends the generator in the middle of a chunk.
      for await (const chunk of render(numbered(6), never)) if (chunk.lineFeeds === 1) break;
    }
    expect(await textOf(render(numbered(3), never))).toBe('a0 a1 a2 ');
  });

  it('does nothing for no entries', async () => {
    await using pool = createRenderPool({ threads: 1, startThread });
    expect(await textOf(pool.createRenderer(source('a'))([], never))).toBe('');
  });
});
