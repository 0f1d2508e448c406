import { isDeepStrictEqual } from 'node:util';
import type { MessagePort } from 'node:worker_threads';
import { createFileReader, statFiles } from '@create-dump/collector';
import { digestRecords, type RequestContext, serveThreadLink } from '@create-dump/core';
import {
  type ChunkMemory,
  createSectionRenderer,
  type RenderSections,
} from '@create-dump/markdown-writer';
import { type CreateFinder, openGate } from '../secrets/project-secrets.js';
import { createChunkSlots } from './chunk-slots.js';
import { unpackEntries } from './packed-entries.js';
import { packRecords } from './packed-records.js';
import {
  type RenderMemory,
  type RenderReply,
  type RenderRequest,
  type RenderSource,
  type SlotChunk,
  type SlotRelease,
} from './render-message.js';

type RenderTask = Extract<RenderRequest, { type: 'render' }>;

/**
 * Runs a render thread: takes tasks from `port`, one after another, and answers with rendered chunks.
 * @param createFinder Makes the finder of secrets for dumps in which they are looked for. Default: that of
 *   `@create-dump/secrets`.
 */
export function serveRendering(
  port: MessagePort,
  shared: RenderMemory,
  createFinder?: CreateFinder,
): void {
  const slots = createChunkSlots();
  const memory = { shared, nextSlot: () => slots.take() };
  const rendererOf = createRendererCache(memory, createFinder);

  const render = async (
    { source, entries: packed }: RenderTask,
    { send, signal }: RequestContext<SlotChunk>,
  ): Promise<undefined> => {
    if (signal.aborted) return;
    const entries = unpackEntries(packed);
    let first = 0;
    const renderSections = await rendererOf(source);
    for await (const chunk of renderSections(entries, signal)) {
      const { bytes, lineFeeds, records: found, findings, retried } = chunk;
      // The main thread digests contents, except where this thread would wait for it.
      const digested = slots.isFree() ? found : digestRecords(found, bytes);
      const records = packRecords(digested, entries, first);
      first += records.count;
      const { length } = bytes;
      const told = { ...(findings && { findings }), ...(retried && { retried }) };
      send({ slot: slots.handOver(), length, lineFeeds, records, ...told });
      await slots.available();
      if (signal.aborted) return;
    }
  };

  let queue: Promise<undefined> = Promise.resolve(undefined);
  serveThreadLink<RenderRequest, RenderReply, SlotChunk, SlotRelease>(port, {
    answer(request, context) {
      if (request.type === 'stat') return statFiles(request.files);
      const done = queue.then(() => render(request, context)).finally(() => slots.takeBack());
      // Returned itself, so that the reply is posted before the next task starts.
      queue = done.catch(() => undefined);
      return done;
    },
    onNotice: ({ slot }) => slots.release(slot),
  });
}

/** Keeps the renderer of the last source, because tasks of one source mostly follow one another. */
function createRendererCache(memory: ChunkMemory, createFinder: CreateFinder | undefined) {
  let last: { readonly source: RenderSource; readonly renderer: RenderSections } | undefined;
  return async (source: RenderSource): Promise<RenderSections> => {
    if (last !== undefined && isSameSource(last.source, source)) return last.renderer;
    const { root, binary, secrets: settings } = source;
    const openSource = createFileReader({ root });
    const secrets = settings && (await openGate(settings, createFinder));
    const renderer = createSectionRenderer({ openSource, binary, secrets, memory });
    last = { source, renderer };
    return renderer;
  };
}

function isSameSource(one: RenderSource, other: RenderSource): boolean {
  return (
    one.root === other.root &&
    one.binary === other.binary &&
    isDeepStrictEqual(one.secrets, other.secrets)
  );
}
