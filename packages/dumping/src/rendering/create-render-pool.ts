/*
 * Rendering in worker threads. `createRenderPool` gets a limit and a function that starts threads, and returns renderers that give
 * the same bytes as one in this thread, in order. Entries cross to the threads packed, chunks come back in shared memory;
 * `serveRendering` is the program of a thread.
 */
import type { StatPreload } from '@create-dump/collector';
import type { RenderedChunk, SectionEntry } from '@create-dump/core';
import type { RenderSections } from '@create-dump/markdown-writer';
import { planBatches } from './plan-batches.js';
import { slotsPerThread } from './chunk-slots.js';
import type { RenderSource } from './render-message.js';
import {
  type RenderTask,
  type RenderThread,
  type StartThread,
  startRenderThread,
} from './start-render-thread.js';

export interface RenderPoolOptions {
  /** Maximum number of threads. They start when there is work for them. */
  readonly threads: number;
  /** Bytes that each thread may use besides its buffers. Default: 128 MiB. */
  readonly memory?: number;
  /** Starts a thread with these options; its program calls `serveRendering`. */
  readonly startThread: StartThread;
}

/** Threads that render for any number of dumps at a time. Disposing terminates them. */
export interface RenderPool extends AsyncDisposable {
  /** Starts the threads ahead of the first entries. */
  prepare(): void;
  /** Lets threads read the stats of files before there is anything to render. */
  readonly statPreload: StatPreload;
  /** Renders the same bytes as a renderer in this thread. */
  createRenderer(source: RenderSource): RenderSections;
}

export function createRenderPool(options: RenderPoolOptions): RenderPool {
  const { threads: limit, startThread, memory } = options;
  let threads: RenderThread[] = [];
  const start = (): RenderThread => {
    const thread = startRenderThread(startThread, memory);
    threads.push(thread);
    return thread;
  };
  const leastLoaded = (): RenderThread => {
    threads = threads.filter((thread) => thread.isAlive());
    const [first] = threads.toSorted((a, b) => a.load() - b.load());
    return first === undefined || (first.load() > 0 && threads.length < limit) ? start() : first;
  };
  const prepare = () => {
    while (threads.length < limit) start();
  };
  return {
    prepare,
    statPreload: { prepare, stat: (files) => leastLoaded().stat(files) },
    createRenderer: (source) => (entries, signal) => {
      const tasks = planTasks(entries, (batch) => leastLoaded().render(source, batch));
      // Most tasks make one chunk: with fewer tasks, a thread would have free memory and no work.
      return renderInOrder(tasks, { ahead: limit * slotsPerThread, signal });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread[Symbol.asyncDispose]()));
    },
  };
}

function* planTasks(
  entries: readonly SectionEntry[],
  render: (batch: readonly SectionEntry[]) => RenderTask,
): Generator<RenderTask> {
  for (const batch of planBatches(entries)) yield render(batch);
}

interface OrderOptions {
  /** How many tasks run or are queued at a time. */
  readonly ahead: number;
  readonly signal: AbortSignal;
}

async function* renderInOrder(
  tasks: Iterator<RenderTask>,
  { ahead, signal }: OrderOptions,
): AsyncGenerator<RenderedChunk> {
  const running: RenderTask[] = [];
  const held = new Set<RenderedChunk>();
  const cancel = (reason: unknown) => {
    for (const task of running) task.cancel(reason);
  };
  const stop = () => cancel(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    for (;;) {
      while (running.length < ahead) {
        const next = tasks.next();
        if (next.done) break;
        running.push(next.value);
      }
      const [first] = running;
      if (first === undefined) return;
      for await (const chunk of first.chunks) {
        held.add(chunk);
        signal.throwIfAborted();
        yield { ...chunk, release: () => releaseOnce(held, chunk) };
      }
      running.shift();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // If the dump failed, chunks that are still being written are discarded.
    for (const chunk of held) releaseOnce(held, chunk);
    cancel(undefined);
  }
}

function releaseOnce(held: Set<RenderedChunk>, chunk: RenderedChunk): void {
  if (held.delete(chunk)) chunk.release();
}
