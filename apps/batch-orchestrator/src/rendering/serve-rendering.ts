import type { MessagePort } from 'node:worker_threads';
import { createFileReader } from '@create-dump/collector';
import {
  createSectionRenderer,
  type RenderSections,
  sectionBufferBytes,
} from '@create-dump/markdown-writer';
import type { RenderOrder, RenderReport, RenderSource } from './render-message.js';

/** Chunks that a thread may be ahead of whoever writes them: bounds its memory. */
const buffers = 3;

type RenderTask = Extract<RenderOrder, { type: 'render' }>;

/** The work of a render thread: takes tasks from `port`, one after another, and answers with rendered chunks. */
export function serveRendering(port: MessagePort): void {
  const memory = createMemory();
  const rendererOf = createRendererCache(() => memory.take());
  const cancellations = new Map<number, AbortController>();
  const tell = (report: RenderReport, transfer: ArrayBuffer[] = []) =>
    port.postMessage(report, transfer);

  const render = async ({ task, source, entries }: RenderTask, signal: AbortSignal) => {
    if (signal.aborted) return;
    for await (const { bytes, lineFeeds, records } of rendererOf(source)(entries, signal)) {
      // A chunk lies at the beginning of the memory that was given for it.
      const buffer = bytes.buffer as ArrayBuffer;
      const chunk = { buffer, length: bytes.length, lineFeeds, records: JSON.stringify(records) };
      tell({ type: 'chunk', task, ...chunk }, [buffer]);
      await memory.available();
      if (signal.aborted) return;
    }
  };

  let queue = Promise.resolve();
  const enqueue = (order: RenderTask) => {
    const { task } = order;
    const cancellation = new AbortController();
    cancellations.set(task, cancellation);
    queue = queue
      .then(() => render(order, cancellation.signal))
      .then(
        () => tell({ type: 'done', task }),
        (error: unknown) => tell({ type: 'failed', task, ...describe(error) }),
      )
      .then(() => void cancellations.delete(task));
  };

  port.on('message', (order: RenderOrder) => {
    if (order.type === 'render') enqueue(order);
    else if (order.type === 'buffer') memory.give(order.buffer);
    else cancellations.get(order.task)?.abort();
  });
}

/** Tasks of one source come in a row, mostly: the last one's renderer is kept. */
function createRendererCache(nextBuffer: () => Buffer) {
  let last: { readonly source: RenderSource; readonly renderer: RenderSections } | undefined;
  return (source: RenderSource): RenderSections => {
    const { root, binary } = source;
    if (last?.source.root !== root || last.source.binary !== binary) {
      const openSource = createFileReader({ root });
      last = { source, renderer: createSectionRenderer({ openSource, binary, nextBuffer }) };
    }
    return last.renderer;
  };
}

function createMemory() {
  const free = Array.from({ length: buffers }, () => new ArrayBuffer(sectionBufferBytes));
  let wake = () => {};
  return {
    take(): Buffer {
      const buffer = free.pop();
      if (buffer === undefined) throw new Error('A chunk was begun without memory for it.');
      return Buffer.from(buffer);
    },
    give(buffer: ArrayBuffer): void {
      free.push(buffer);
      wake();
    },
    async available(): Promise<void> {
      if (free.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error), code: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { message: error.message, code };
}
