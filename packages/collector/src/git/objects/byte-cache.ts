/** An approximate LRU cache with a limit in bytes. */
export interface ByteCache<T> {
  get(key: string): T | undefined;
  add(key: string, value: T): void;
}

/**
 * Keeps two generations. A value that is used while the young generation fills up moves into it; the other values of the
 * old generation are dropped when the young one is full. A value larger than an eighth of the limit isn't cached.
 */
export function createByteCache<T>(limit: number, sizeOf: (value: T) => number): ByteCache<T> {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  let bytes = 0;
  const cache: ByteCache<T> = {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const aged = old.get(key);
      if (aged !== undefined) cache.add(key, aged);
      return aged;
    },
    add(key, value) {
      const size = sizeOf(value);
      if (size > limit / 8) return;
      if (bytes + size > limit / 2) {
        old = young;
        young = new Map();
        bytes = 0;
      }
      young.set(key, value);
      bytes += size;
    },
  };
  return cache;
}
