import type { LinkOrder, LinkReport, ThreadPort } from './link-message.js';
import { encodeFailure } from './thread-failure.js';

/** What a thread does with what a `ThreadLink` sends it. */
export interface ThreadService<Request, Reply, Item = never, Notice = never> {
  /** Called as soon as a request arrives, even while earlier ones are being answered. */
  readonly answer: (request: Request, context: RequestContext<Item>) => Reply | Promise<Reply>;
  readonly onNotice?: (notice: Notice) => void;
}

export interface RequestContext<Item> {
  /** Sends an item ahead of the reply. */
  readonly send: (item: Item) => void;
  /** Aborted when the caller has cancelled the request: it ignores the reply. */
  readonly signal: AbortSignal;
}

/** Answers the requests that arrive on `port`. What `answer` throws rejects the caller's request. */
export function serveThreadLink<Request, Reply, Item = never, Notice = never>(
  port: ThreadPort,
  { answer, onNotice }: ThreadService<Request, Reply, Item, Notice>,
): void {
  const running = new Map<number, AbortController>();
  const post = (report: LinkReport<Reply, Item>) => port.postMessage(report);
  const serve = async (id: number, request: Request) => {
    const cancellation = new AbortController();
    running.set(id, cancellation);
    const send = (item: Item) => post({ type: 'item', id, item });
    try {
      const reply = await answer(request, { send, signal: cancellation.signal });
      post({ type: 'reply', id, reply });
    } catch (error) {
      post({ type: 'failure', id, failure: encodeFailure(error) });
    } finally {
      running.delete(id);
    }
  };
  port.on('message', (message) => {
    const order = message as LinkOrder<Request, Notice>;
    if (order.type === 'request') void serve(order.id, order.request);
    else if (order.type === 'cancel') running.get(order.id)?.abort();
    else onNotice?.(order.notice);
  });
}
