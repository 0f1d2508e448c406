import { checksumName, displayPath, parseDumpName } from '@create-dump/core';
import { archiveFault } from '../archive-fault.js';
import type { ArchivedFile } from './archived-file.js';
import { longestChecksum } from './longest-checksum.js';

/** Throws `INTEGRITY` unless a member may follow those `before`: a dump comes first, then its checksum file, then none. */
export function checkPlace(
  path: string,
  { name, size }: ArchivedFile,
  before: readonly { readonly name: string }[],
): void {
  const fault = (what: string) => archiveFault(path, `member ${displayPath(name)} ${what}`);
  const [dump] = before;
  if (before.some((other) => other.name === name)) throw fault('is there twice');
  if (before.length > 1) throw fault('is one too many beside a dump and its checksum file');
  if (dump === undefined) {
    if (parseDumpName(name) === undefined) throw fault('has not the name of a dump');
    return;
  }
  if (name !== checksumName(dump.name)) {
    throw fault(`is not the checksum file of ${displayPath(dump.name)}`);
  }
  if (size > longestChecksum) throw fault(`is too long for a checksum file (${size} bytes)`);
}
