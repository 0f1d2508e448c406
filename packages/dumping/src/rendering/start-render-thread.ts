import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { StatPreload } from '@create-dump/collector';
import {
  CreateDumpError,
  createThreadLink,
  formatByteSize,
  type RenderedChunk,
  type SectionEntry,
} from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
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
   * The chunks in order. The thread waits until their memory is released. Throws what rendering threw, `LIMIT_MEMORY` if the
   * thread needed more memory than it may use, or `WORKER_FAILED` if it died otherwise.
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

/** In bytes: five times what was measured for a thread besides its buffers. */
const defaultMemory = 128 * 2 ** 20;

export type StartThread = (options: WorkerOptions) => Worker;

/**
 * Starts a thread; its program calls `serveRendering` with the memory from its `workerData`.
 * @param limit Bytes that it may use besides this memory.
 */
export function startRenderThread(start: StartThread, limit = defaultMemory): RenderThread {
  const memory = allocateSectionMemory(slotsPerThread);
  const worker = start({
    name: 'create-dump-render',
    resourceLimits: {
      maxYoungGenerationSizeMb: 8,
      maxOldGenerationSizeMb: Math.max(1, Math.floor(limit / 2 ** 20)),
    },
    workerData: memory,
  });
  let isAlive = true;
  const link = createThreadLink<RenderRequest, RenderReply, SlotChunk, SlotRelease>(worker, {
    onEnd(cause) {
      isAlive = false;
      return toFailure(cause, limit);
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
      const onItem = (chunk: SlotChunk) => {
        const { slot, length, lineFeeds, records: packed, findings, retried } = chunk;
        const release = () => {
          if (isAlive) link.notify({ slot });
        };
        if (signal.aborted) return release();
        const bytes = sectionSlot(memory, slot).subarray(0, length);
        const records = unpackRecords(packed, entries, received);
        received += packed.count;
        const told = findings && { findings };
        channel.put({ bytes, lineFeeds, records, ...told, retried, release });
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

function toFailure(cause: unknown, limit: number): CreateDumpError {
  if (errorCode(cause) === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = `A render thread needed more memory than --limit-memory ${limit} allows (${formatByteSize(limit)}). No dump was written. Raise the limit. (--workers 0 renders without threads.)`;
    return new CreateDumpError('LIMIT_MEMORY', message, { cause });
  }
  const reason = describeSystemError(cause);
  return new CreateDumpError(
    'WORKER_FAILED',
    `A render thread ended before its work was done (${reason}). No dump was written. (--workers 0 renders without threads.)`,
    { cause },
  );
}
