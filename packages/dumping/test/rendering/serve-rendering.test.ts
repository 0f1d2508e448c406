import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createFileReader, statFiles } from '@create-dump/collector';
import {
  allocateSectionMemory,
  createSectionRenderer,
  sectionSlot,
} from '@create-dump/markdown-writer';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { packEntries } from '../../src/rendering/packed-entries.js';
import { unpackRecords } from '../../src/rendering/packed-records.js';
import { type RenderRequest, type SlotChunk } from '../../src/rendering/render-message.js';
import { slotsPerThread } from '../../src/rendering/chunk-slots.js';
import { serveRendering } from '../../src/rendering/serve-rendering.js';

const tree = { 'a.ts': 'a\n', 'b/c.md': '```\n', 'b/d': 'no line end', e: '' };
const entries = Object.entries(tree).map(([path, { length }]) => ({
  path,
  mode: '100644' as const,
  size: length,
}));

/** What the service posts. */
interface Report {
  readonly type: 'item' | 'reply' | 'failure';
  readonly id: number;
  readonly item?: SlotChunk;
  readonly reply?: Float64Array | undefined;
}

function openService() {
  const { port1: pool, port2: thread } = new MessageChannel();
  const memory = allocateSectionMemory(slotsPerThread);
  serveRendering(thread, memory);
  return {
    request: (id: number, request: RenderRequest) =>
      pool.postMessage({ type: 'request', id, request }),
    release: (slot: number) => pool.postMessage({ type: 'notice', notice: { slot } }),
    cancel: (id: number) => pool.postMessage({ type: 'cancel', id }),
    memory,
    async next(): Promise<Report> {
      const [report] = (await once(pool, 'message')) as [Report];
      return report;
    },
    [Symbol.dispose]: () => pool.close(),
  };
}

describe('serveRendering', () => {
  it('answers a task with what a renderer in this thread makes of it', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    using service = openService();
    const source = { root: directory.path, binary: 'list' as const };
    service.request(4, { type: 'render', source, entries: packEntries(entries) });
    const { item: chunk, ...report } = await service.next();
    expect(report).toStrictEqual({ type: 'item', id: 4 });
    const openSource = createFileReader({ root: directory.path });
    const signal = new AbortController().signal;
    for await (const expected of createSectionRenderer({ openSource })(entries, signal)) {
      expect(chunk).toMatchObject({ lineFeeds: expected.lineFeeds });
      if (chunk === undefined) continue;
      expect(
        sectionSlot(service.memory, chunk.slot).subarray(0, chunk.length).equals(expected.bytes),
      ).toBe(true);
      expect(unpackRecords(chunk.records, entries, 0)).toEqual(expected.records);
    }
    expect(await service.next()).toStrictEqual({ type: 'reply', id: 4, reply: undefined });
  });

  it('looks at files', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    using service = openService();
    const files = { directory: directory.path, paths: Object.keys(tree).join('\0') };
    service.request(2, { type: 'stat', files });
    const reply = statFiles(files);
    expect(await service.next()).toStrictEqual({ type: 'reply', id: 2, reply });
  });

  // Each of them is a chunk of its own, and there are more than a thread has memory for.
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const large = 'x'.repeat(3 * 2 ** 20);
  const files = names.map((path) => ({ path, mode: '100644' as const, size: large.length }));

  function largeFiles() {
    const directory = temporaryDirectory();
    for (const name of names) writeFileSync(join(directory.path, name), large);
    return directory;
  }

  const largeRequest = (root: string): RenderRequest => ({
    type: 'render',
    source: { root, binary: 'list' },
    entries: packEntries(files),
  });

  it('works no further ahead than its memory goes, and goes on when it gets some back', async () => {
    using directory = largeFiles();
    using service = openService();
    service.request(0, largeRequest(directory.path));
    const slots: number[] = [];
    for (let chunks = 0; chunks < names.length; chunks++) {
      const report = await service.next();
      if (report.item !== undefined) slots.push(report.item.slot);
      const [oldest] = chunks < slotsPerThread - 1 ? [] : slots.splice(0, 1);
      if (oldest !== undefined) service.release(oldest);
    }
    expect(await service.next()).toStrictEqual({ type: 'reply', id: 0, reply: undefined });
  });

  it('digests contents itself only where it would wait for memory', async () => {
    using directory = largeFiles();
    using service = openService();
    service.request(0, largeRequest(directory.path));
    const digested: boolean[] = [];
    for (let slot = 0; slot < slotsPerThread; slot++) {
      const report = await service.next();
      digested.push(report.item !== undefined && report.item.records.digests !== '');
    }
    expect(digested.indexOf(true)).toBe(slotsPerThread - 1);
  });

  it('leaves a task that is cancelled while another is at work', async () => {
    using directory = largeFiles();
    using service = openService();
    for (const id of [0, 1]) service.request(id, largeRequest(directory.path));
    service.cancel(1);
    const seen: string[] = [];
    while (seen.at(-1) !== 'reply 1') {
      const report = await service.next();
      seen.push(`${report.type} ${report.id}`);
      if (report.item !== undefined) service.release(report.item.slot);
    }
    expect(seen).toStrictEqual([...names.map(() => 'item 0'), 'reply 0', 'reply 1']);
  });

  it('has all its memory again after tasks that failed in the middle of a chunk', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    using service = openService();
    const source = { root: directory.path, binary: 'list' as const };
    const broken = packEntries([...entries, { path: null, mode: '100644', size: 0 } as never]);
    for (let id = 0; id < slotsPerThread; id++) {
      service.request(id, { type: 'render', source, entries: broken });
      expect(await service.next()).toMatchObject({ type: 'failure', id });
    }
    service.request(9, { type: 'render', source, entries: packEntries(entries) });
    expect(await service.next()).toMatchObject({ type: 'item', id: 9 });
  });
});
