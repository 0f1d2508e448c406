/*
 * Requests to a worker thread, and what comes back. `createThreadLink` is the calling side: it posts requests, matches
 * replies to them, and rejects them when they fail, are cancelled, or their thread ends. `serveThreadLink` is the serving
 * side. Both take any `ThreadPort`, so core needs no Node module for them.
 */

import type { LinkOrder, LinkReport, ThreadPort } from './link-message.js';
import { decodeFailure } from './thread-failure.js';

/** The calling side of a link to a thread that runs `serveThreadLink`. */
export interface ThreadLink<Request, Reply, Item = never, Notice = never> {
  /** Number of requests that are neither answered nor cancelled. */
  readonly pending: number;
  /**
   * Resolves with the reply. Rejects with what the serving side threw, the signal's reason, or the error that closed the
   * link.
   */
  request(request: Request, options?: RequestOptions<Item>): Promise<Reply>;
  /** Posts a message that has no reply. */
  notify(notice: Notice): void;
  /** Rejects all pending and later requests with `error`. Only the first call counts. */
  close(error: unknown): void;
}

interface RequestOptions<Item> {
  /**
   * Gets what the serving side sends before its reply. After an abort items still arrive until the serving side stops, so
   * that the caller can release what they refer to.
   */
  readonly onItem?: (item: Item) => void;
  /** Cancels the request on both sides. */
  readonly signal?: AbortSignal;
}

export interface ThreadLinkOptions {
  /** Called if the thread ends while the link is open; returns the error to close it with. */
  readonly onEnd: (cause: unknown) => unknown;
}

type Outcome<Reply> = { readonly reply: Reply } | { readonly error: unknown };

interface OpenRequest<Reply, Item> {
  readonly onItem: ((item: Item) => void) | undefined;
  readonly settle: (outcome: Outcome<Reply>) => void;
}

export function createThreadLink<Request, Reply, Item = never, Notice = never>(
  port: ThreadPort,
  { onEnd }: ThreadLinkOptions,
): ThreadLink<Request, Reply, Item, Notice> {
  // A cancelled request stays in here until the serving side has answered it.
  const open = new Map<number, OpenRequest<Reply, Item>>();
  let pending = 0;
  let nextId = 0;
  let closed: { readonly error: unknown } | undefined;
  const post = (order: LinkOrder<Request, Notice>) => port.postMessage(order);
  const close = (error: unknown) => {
    closed ??= { error };
    for (const { settle } of open.values()) settle(closed);
    open.clear();
  };
  listen(port, open, (cause) => {
    if (closed === undefined) close(onEnd(cause));
  });

  return {
    get pending() {
      return pending;
    },
    request: (request, { onItem, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (closed !== undefined) throw closed.error;
        signal?.throwIfAborted();
        const id = nextId++;
        let isSettled = false;
        const settle = (outcome: Outcome<Reply>) => {
          if (isSettled) return;
          isSettled = true;
          pending--;
          signal?.removeEventListener('abort', cancel);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.reply);
        };
        const cancel = () => {
          settle({ error: signal?.reason });
          post({ type: 'cancel', id });
        };
        post({ type: 'request', id, request });
        open.set(id, { onItem, settle });
        pending++;
        signal?.addEventListener('abort', cancel);
      }),
    notify: (notice) => post({ type: 'notice', notice }),
    close,
  };
}

function listen<Reply, Item>(
  port: ThreadPort,
  open: Map<number, OpenRequest<Reply, Item>>,
  end: (cause: unknown) => void,
): void {
  port.on('message', (message) => {
    const report = message as LinkReport<Reply, Item>;
    const request = open.get(report.id);
    if (report.type === 'item') {
      request?.onItem?.(report.item);
      return;
    }
    open.delete(report.id);
    if (report.type === 'reply') request?.settle(report);
    else request?.settle({ error: decodeFailure(report.failure) });
  });
  port.on('error', end);
  port.on('messageerror', end);
  port.on('exit', (code) => end(new Error(`exit code ${String(code)}`)));
}
