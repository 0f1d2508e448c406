import { MessageChannel, type Worker, type WorkerOptions } from 'node:worker_threads';
import { createRenderPool, type RenderMemory, serveRendering } from '../src/index.js';
import { createFakeFinder } from './fake-finder.js';

/** A pool of fake threads: messages cross as they do between threads, but the work is done in this thread. */
export function createChannelPool(threads: number) {
  const startThread = ({ workerData }: WorkerOptions) => {
    const { port1, port2 } = new MessageChannel();
    serveRendering(port2, workerData as RenderMemory, createFakeFinder);
    return {
      postMessage: (message: unknown) => port1.postMessage(message),
      on: (event: string, listener: (value: unknown) => void) =>
        port1.on(event === 'exit' ? 'close' : event, listener),
      terminate: () => {
        port1.close();
        return Promise.resolve(1);
      },
    } as unknown as Worker;
  };
  return createRenderPool({ threads, startThread });
}
