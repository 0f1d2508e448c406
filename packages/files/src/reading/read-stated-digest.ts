import { basename } from 'node:path';
import { decodePath, parseChecksumLine } from '@create-dump/core';
import { readHead } from './read-head.js';

/**
 * The digest that a checksum file states for a dump, hexadecimal. Undefined if it can't be read, isn't one line as `sha256sum`
 * writes it, or names another file.
 * @param dump Path or name of the dump.
 */
export function readStatedDigest(checksum: string, dump: string): string | undefined {
  const line = parseChecksumLine(decodePath(readHead(checksum) ?? Buffer.of()));
  return line?.fileName === basename(dump) ? line.sha256 : undefined;
}
