import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { StatPreload } from '@create-dump/collector';
import {
  CreateDumpError,
  createThreadLink,
  type RenderedChunk,
  type SectionEntry,
} from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import { allocateSectionMemory, sectionSlot } from '@create-dump/markdown-writer';
import { slotsPerThread } from './chunk-slots.js';
import { createChannel } from './create-channel.js';
import { packEntries } from './packed-entries.js';
import { unpackRecords } from './packed-records.js';
import type {
  RenderReply,
  RenderRequest,
  RenderSource,
  SlotChunk,
  SlotRelease,
} from './render-message.js';

/** Entries that a thread is rendering, or will render. */
export interface RenderTask {
  /**
   * The chunks in order. The thread waits until their memory is released. Throws what rendering threw, or `WORKER_FAILED` if the
   * thread died.
   */
  readonly chunks: AsyncIterable<RenderedChunk>;
  /** Ends `chunks` with `reason`, and the thread's work on them. */
  cancel(reason: unknown): void;
}

export interface RenderThread extends AsyncDisposable {
  /** Number of unfinished tasks of any kind. */
  load(): number;
  isAlive(): boolean;
  render(source: RenderSource, entries: readonly SectionEntry[]): RenderTask;
  /** Rejects with `WORKER_FAILED` if the thread ends first. */
  readonly stat: StatPreload['stat'];
}

/** Five times what was measured for a thread besides its buffers. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

export type StartThread = (options: WorkerOptions) => Worker;

/** Starts a thread; its program calls `serveRendering` with the memory from its `workerData`. */
export function startRenderThread(start: StartThread): RenderThread {
  const memory = allocateSectionMemory(slotsPerThread);
  const worker = start({
    name: 'create-dump-render',
    resourceLimits,
    workerData: memory,
  });
  let isAlive = true;
  const link = createThreadLink<RenderRequest, RenderReply, SlotChunk, SlotRelease>(worker, {
    onEnd(cause) {
      isAlive = false;
      return toFailure(cause);
    },
  });

  return {
    load: () => link.pending,
    isAlive: () => isAlive,
    render(source, entries) {
      const channel = createChannel<RenderedChunk>();
      const cancellation = new AbortController();
      const { signal } = cancellation;
      // Records received so far: they belong to the entries in this order.
      let received = 0;
      const onItem = ({ slot, length, lineFeeds, records: packed, findings }: SlotChunk) => {
        const release = () => {
          if (isAlive) link.notify({ slot });
        };
        if (signal.aborted) return release();
        const bytes = sectionSlot(memory, slot).subarray(0, length);
        const records = unpackRecords(packed, entries, received);
        received += packed.count;
        channel.put({ bytes, lineFeeds, records, ...(findings && { findings }), release });
      };
      link
        .request({ type: 'render', source, entries: packEntries(entries) }, { onItem, signal })
        .then(
          () => channel.end(),
          (error: unknown) => channel.fail(error),
        );
      return {
        chunks: channel,
        cancel(reason) {
          channel.fail(reason);
          for (const chunk of channel.drain()) chunk.release();
          cancellation.abort();
        },
      };
    },
    // A `stat` request is always answered with numbers.
    stat: async (files) => (await link.request({ type: 'stat', files })) as Float64Array,
    async [Symbol.asyncDispose]() {
      isAlive = false;
      await worker.terminate();
    },
  };
}

function toFailure(cause: unknown): CreateDumpError {
  const reason = describeSystemError(cause);
  return new CreateDumpError(
    'WORKER_FAILED',
    `A render thread ended before its work was done (${reason}). No dump was written. (--workers 0 renders without threads.)`,
    { cause },
  );
}
