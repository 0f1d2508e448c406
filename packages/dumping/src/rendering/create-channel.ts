/** A queue between one producer and one consumer. */
export interface Channel<T> extends AsyncIterable<T> {
  put(item: T): void;
  end(): void;
  /** What the consumer gets once it has taken what was put before. */
  fail(error: unknown): void;
  /** What was put and not yet taken; leaves the channel empty. */
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
