import type { ConfigEntry } from './parse-config-file.js';

/** Settings of several files, in the order of reading. Keys are `section.key` or `section.subsection.key`. */
export interface GitConfig {
  /** The last value. A key without a value has the value `true`. */
  readonly get: (key: string) => string | undefined;
  /** All values, in the order of reading. */
  readonly all: (key: string) => readonly string[];
  readonly keys: () => Iterable<string>;
}

export function createGitConfig(entries: readonly ConfigEntry[]): GitConfig {
  const values = new Map<string, string[]>();
  for (const { key, value = 'true' } of entries) {
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
  }
  return {
    get: (key) => values.get(key)?.at(-1),
    all: (key) => values.get(key) ?? [],
    keys: () => values.keys(),
  };
}
