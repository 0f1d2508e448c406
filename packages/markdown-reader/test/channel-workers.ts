import { MessageChannel } from 'node:worker_threads';
import { type ReaderThread, type ReaderWorkers, serveReader } from '../src/index.js';

/** Fake workers: messages cross as they do between threads, but the work is done in this thread. */
export interface ChannelWorkers extends ReaderWorkers {
  /** The workers that were started. */
  readonly threads: ReaderThread[];
  /** Number of workers that haven't been terminated. */
  running(): number;
}

/** @param serve Answers the requests: `serveReader`, or a failing substitute. */
export function channelWorkers(count: number, serve = serveReader): ChannelWorkers {
  const threads: ReaderThread[] = [];
  let ended = 0;
  const start = () => {
    const { port1, port2 } = new MessageChannel();
    serve(port2);
    const thread = {
      postMessage: (message: unknown) => port1.postMessage(message),
      on: (event: string, listener: (value: unknown) => void) =>
        port1.on(event === 'exit' ? 'close' : event, listener),
      terminate: () => {
        ended++;
        port1.close();
        return Promise.resolve(1);
      },
    } as unknown as ReaderThread;
    threads.push(thread);
    return thread;
  };
  return { count, start, threads, running: () => threads.length - ended };
}
