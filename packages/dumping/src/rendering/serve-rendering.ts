import type { MessagePort } from 'node:worker_threads';
import { createFileReader, statFiles } from '@create-dump/collector';
import { digestRecords, type RequestContext, serveThreadLink } from '@create-dump/core';
import {
  type ChunkMemory,
  createSectionRenderer,
  type RenderSections,
} from '@create-dump/markdown-writer';
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

/** Runs a render thread: takes tasks from `port`, one after another, and answers with rendered chunks. */
export function serveRendering(port: MessagePort, shared: RenderMemory): void {
  const slots = createChunkSlots();
  const rendererOf = createRendererCache({ shared, nextSlot: () => slots.take() });

  const render = async (
    { source, entries: packed }: RenderTask,
    { send, signal }: RequestContext<SlotChunk>,
  ): Promise<undefined> => {
    if (signal.aborted) return;
    const entries = unpackEntries(packed);
    let first = 0;
    for await (const chunk of rendererOf(source)(entries, signal)) {
      const { bytes, lineFeeds, records: found, retried } = chunk;
      // The main thread digests contents, except where this thread would wait for it.
      const digested = slots.isFree() ? found : digestRecords(found, bytes);
      const records = packRecords(digested, entries, first);
      first += records.count;
      const { length } = bytes;
      send({ slot: slots.handOver(), length, lineFeeds, records, ...(retried && { retried }) });
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
function createRendererCache(memory: ChunkMemory) {
  let last: { readonly source: RenderSource; readonly renderer: RenderSections } | undefined;
  return (source: RenderSource): RenderSections => {
    const { root, binary } = source;
    if (last?.source.root !== root || last.source.binary !== binary) {
      const openSource = createFileReader({ root });
      last = { source, renderer: createSectionRenderer({ openSource, binary, memory }) };
    }
    return last.renderer;
  };
}
