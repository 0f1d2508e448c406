/** A queue between one producer and one consumer. */
export interface Channel<T> extends AsyncIterable<T> {
  put(item: T): void;
  end(): void;
  /** Throws `error` at the consumer, after the items that were put before. */
  fail(error: unknown): void;
  /** Removes and returns the items that were not taken yet. */
  drain(): readonly T[];
}

export function createChannel<T>(): Channel<T> {
  let items: T[] = [];
  let end: { readonly error?: unknown } | undefined;
  let wake = () => {};
  const close = (how: { readonly error?: unknown }) => {
    end ??= how;
    wake();
  };
  return {
    put(item) {
      items.push(item);
      wake();
    },
    end: () => close({}),
    fail: (error) => close({ error }),
    drain() {
      const left = items;
      items = [];
      return left;
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const item = items.shift();
        if (item !== undefined) yield item;
        else if (end === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if ('error' in end) throw end.error;
        else return;
      }
    },
  };
}
