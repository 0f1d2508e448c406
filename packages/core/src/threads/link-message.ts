import type { ThreadFailure } from './thread-failure.js';

/** The part of a `Worker` or `MessagePort` that a link uses. */
export interface ThreadPort {
  postMessage(message: unknown): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** What the calling side posts. */
export type LinkOrder<Request, Notice> =
  | { readonly type: 'request'; readonly id: number; readonly request: Request }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'notice'; readonly notice: Notice };

/** What the serving side posts: any number of items for a request, then its reply or failure. */
export type LinkReport<Reply, Item> =
  | { readonly type: 'item'; readonly id: number; readonly item: Item }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'failure'; readonly id: number; readonly failure: ThreadFailure };
