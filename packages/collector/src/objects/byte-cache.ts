/** Keeps what was used last, up to a number of bytes. */
export interface ByteCache<T> {
  get(key: string): T | undefined;
  add(key: string, value: T): void;
}

export function createByteCache<T>(limit: number, sizeOf: (value: T) => number): ByteCache<T> {
  // In order of use, the latest last.
  const values = new Map<string, T>();
  let bytes = 0;
  return {
    get(key) {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    add(key, value) {
      const size = sizeOf(value);
      if (values.has(key) || size > limit / 4) return;
      values.set(key, value);
      bytes += size;
      for (const [oldest, old] of values) {
        if (bytes <= limit) break;
        values.delete(oldest);
        bytes -= sizeOf(old);
      }
    },
  };
}
