import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { StatPreload } from '@create-dump/collector';
import { CreateDumpError, type RenderedChunk, type SectionEntry } from '@create-dump/core';
import { allocateSectionMemory, sectionSlot } from '@create-dump/markdown-writer';
import { type Channel, createChannel } from './create-channel.js';
import { packEntries } from './packed-entries.js';
import { unpackRecords } from './packed-records.js';
import {
  type RenderMemory,
  type RenderOrder,
  type RenderReport,
  type RenderSource,
  slotsPerThread,
} from './render-message.js';

/** Entries that a thread renders, or will. */
export interface RenderTask {
  /** In order, as they come; their thread waits for their memory. Throws what rendering threw, or `WORKER_FAILED` if the thread died. */
  readonly chunks: AsyncIterable<RenderedChunk>;
  /** Ends `chunks` with `reason`; the thread stops working at it. */
  cancel(reason: unknown): void;
}

export interface RenderThread extends AsyncDisposable {
  /** Tasks that aren't done, of all kinds. */
  load(): number;
  isAlive(): boolean;
  render(source: RenderSource, entries: readonly SectionEntry[]): RenderTask;
  /** Never settles where the thread ends before. */
  readonly stat: StatPreload['stat'];
}

/** Far more than a thread needs besides its buffers: five times what was measured. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

export type StartThread = (options: WorkerOptions) => Worker;

/** Starts a thread whose program serves rendering in the memory that it gets as its data. */
export function startRenderThread(start: StartThread): RenderThread {
  const memory = allocateSectionMemory(slotsPerThread);
  const worker = start({
    name: 'create-dump-render',
    resourceLimits,
    workerData: memory,
  });
  const open = new Map<number, OpenTask>();
  const unanswered = new Map<number, (found: Float64Array) => void>();
  let nextTask = 0;
  let isAlive = true;
  const order = (message: RenderOrder) => worker.postMessage(message);
  const die = (cause: unknown) => {
    isAlive = false;
    for (const { channel } of open.values()) channel.fail(toFailure(cause));
    open.clear();
  };
  worker.on('message', (report: RenderReport) => {
    const { task } = report;
    if (report.type === 'chunk') {
      const { slot } = report;
      const release = () => {
        if (isAlive) order({ type: 'release', slot });
      };
      const rendering = open.get(task);
      if (rendering === undefined) return release();
      rendering.channel.put(toChunk(report, rendering, { memory, release }));
      return;
    }
    if (report.type === 'stats') {
      unanswered.get(task)?.(report.found);
      unanswered.delete(task);
      return;
    }
    const channel = open.get(task)?.channel;
    if (report.type === 'done') channel?.end();
    else channel?.fail(Object.assign(new Error(report.message), { code: report.code }));
    open.delete(task);
  });
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`exit code ${code}`)));

  return {
    load: () => open.size + unanswered.size,
    isAlive: () => isAlive,
    render(source, entries) {
      const task = nextTask++;
      const channel = createChannel<RenderedChunk>();
      open.set(task, { channel, entries, received: 0 });
      order({ type: 'render', task, source, entries: packEntries(entries) });
      return {
        chunks: channel,
        cancel(reason) {
          channel.fail(reason);
          for (const chunk of channel.drain()) chunk.release();
          if (open.delete(task) && isAlive) order({ type: 'cancel', task });
        },
      };
    },
    stat(files) {
      const task = nextTask++;
      order({ type: 'stat', task, files });
      return new Promise((resolve) => unanswered.set(task, resolve));
    },
    async [Symbol.asyncDispose]() {
      isAlive = false;
      await worker.terminate();
    },
  };
}

/** Entries that the thread is rendering. */
interface OpenTask {
  readonly channel: Channel<RenderedChunk>;
  readonly entries: readonly SectionEntry[];
  /** How many of their records have come. */
  received: number;
}

interface ChunkPlace {
  readonly memory: RenderMemory;
  readonly release: () => void;
}

function toChunk(
  { slot, length, lineFeeds, records: packed }: Extract<RenderReport, { type: 'chunk' }>,
  task: OpenTask,
  { memory, release }: ChunkPlace,
): RenderedChunk {
  const records = unpackRecords(packed, task.entries, task.received);
  task.received += packed.count;
  return { bytes: sectionSlot(memory, slot).subarray(0, length), lineFeeds, records, release };
}

function toFailure(cause: unknown): CreateDumpError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CreateDumpError(
    'WORKER_FAILED',
    `A render thread ended before its work was done (${reason}). No dump was written. (--workers 0 renders without threads.)`,
    { cause },
  );
}
