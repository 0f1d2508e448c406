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
import {
  type RenderOrder,
  type RenderReport,
  slotsPerThread,
} from '../../src/rendering/render-message.js';
import { serveRendering } from '../../src/rendering/serve-rendering.js';

const tree = { 'a.ts': 'a\n', 'b/c.md': '```\n', 'b/d': 'no line end', e: '' };
const entries = Object.entries(tree).map(([path, { length }]) => ({
  path,
  mode: '100644' as const,
  size: length,
}));

function openService() {
  const { port1: pool, port2: thread } = new MessageChannel();
  const memory = allocateSectionMemory(slotsPerThread);
  serveRendering(thread, memory);
  const order = (message: RenderOrder) => pool.postMessage(message);
  return {
    order,
    memory,
    async next(): Promise<RenderReport> {
      const [report] = (await once(pool, 'message')) as [RenderReport];
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
    service.order({ type: 'render', task: 4, source, entries: packEntries(entries) });
    const chunk = await service.next();
    const openSource = createFileReader({ root: directory.path });
    const signal = new AbortController().signal;
    for await (const expected of createSectionRenderer({ openSource })(entries, signal)) {
      expect(chunk).toMatchObject({ type: 'chunk', task: 4, lineFeeds: expected.lineFeeds });
      if (chunk.type !== 'chunk') continue;
      expect(
        sectionSlot(service.memory, chunk.slot).subarray(0, chunk.length).equals(expected.bytes),
      ).toBe(true);
      expect(unpackRecords(chunk.records, entries, 0)).toEqual(expected.records);
    }
    expect(await service.next()).toStrictEqual({ type: 'done', task: 4 });
  });

  it('looks at files', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    using service = openService();
    const files = { directory: directory.path, paths: Object.keys(tree).join('\0') };
    service.order({ type: 'stat', task: 2, files });
    const found = statFiles(files);
    expect(await service.next()).toStrictEqual({ type: 'stats', task: 2, found });
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

  const orderLarge = (root: string, task: number): RenderOrder => ({
    type: 'render',
    task,
    source: { root, binary: 'list' },
    entries: packEntries(files),
  });

  it('works no further ahead than its memory goes, and goes on when it gets some back', async () => {
    using directory = largeFiles();
    using service = openService();
    service.order(orderLarge(directory.path, 0));
    const slots: number[] = [];
    for (let chunks = 0; chunks < names.length; chunks++) {
      const report = await service.next();
      if (report.type === 'chunk') slots.push(report.slot);
      const [oldest] = chunks < slotsPerThread - 1 ? [] : slots.splice(0, 1);
      if (oldest !== undefined) service.order({ type: 'release', slot: oldest });
    }
    expect(await service.next()).toStrictEqual({ type: 'done', task: 0 });
  });

  it('digests contents itself only where it would wait for memory', async () => {
    using directory = largeFiles();
    using service = openService();
    service.order(orderLarge(directory.path, 0));
    const digested: boolean[] = [];
    for (let slot = 0; slot < slotsPerThread; slot++) {
      const report = await service.next();
      digested.push(report.type === 'chunk' && report.records.digests !== '');
    }
    expect(digested.indexOf(true)).toBe(slotsPerThread - 1);
  });

  it('leaves a task that is cancelled while another is at work', async () => {
    using directory = largeFiles();
    using service = openService();
    for (const task of [0, 1]) service.order(orderLarge(directory.path, task));
    service.order({ type: 'cancel', task: 1 });
    const seen: string[] = [];
    while (seen.at(-1) !== 'done 1') {
      const report = await service.next();
      seen.push(`${report.type} ${report.task}`);
      if (report.type !== 'chunk') continue;
      service.order({ type: 'release', slot: report.slot });
    }
    expect(seen).toStrictEqual([...names.map(() => 'chunk 0'), 'done 0', 'done 1']);
  });

  it('has all its memory again after tasks that failed in the middle of a chunk', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    using service = openService();
    const source = { root: directory.path, binary: 'list' as const };
    const broken = packEntries([...entries, { path: null, mode: '100644', size: 0 } as never]);
    for (let task = 0; task < slotsPerThread; task++) {
      service.order({ type: 'render', task, source, entries: broken });
      expect(await service.next()).toMatchObject({ type: 'failed', task });
    }
    service.order({ type: 'render', task: 9, source, entries: packEntries(entries) });
    expect(await service.next()).toMatchObject({ type: 'chunk', task: 9 });
  });
});
