import { isStoreUrl } from '@create-dump/core';

/** How an address begins. A single letter is a drive of Windows. */
const scheme = /^(?<name>[A-Za-z][A-Za-z0-9+.-]+):\/\//;

/** Any text but an address: also the pattern of paths in the JSON Schema. */
export const localPath = /^(?![A-Za-z][A-Za-z0-9+.-]+:\/\/)/;

/** The same, or an address in object storage. */
export const localPathOrStore = /^(?:[sS]3:\/\/|(?![A-Za-z][A-Za-z0-9+.-]+:\/\/))/;

/**
 * The reason why an address such as `s3://bucket/x` can't be a path: as a local path it would silently make a directory `s3:`.
 * Undefined for anything else. Never repeats the address, which may hold a password.
 */
export function missingStore(path: string): string | undefined {
  const name = scheme.exec(path)?.groups?.['name'];
  if (name === undefined) return undefined;
  const what = isStoreUrl(path)
    ? 'a bucket is not possible here'
    : `there is no store ${name} here`;
  return `${what} (a local path that begins like this is given as ./${name}:/…)`;
}
