import type { Entry } from 'yauzl';
import { displayPath } from '@create-dump/core';
import { archiveFault } from '../archive-fault.js';
import { decodeName, findNameFault } from '../member-name.js';

/** The name of a member; throws `INTEGRITY` if it isn't safe, or not the same for every reader. */
export function readEntryName(path: string, { fileNameRaw, generalPurposeBitFlag }: Entry): string {
  const name = decodeName(fileNameRaw);
  const shown = displayPath(fileNameRaw.toString('utf8'));
  if (name === undefined) throw archiveFault(path, `a member's name (${shown}) is not UTF-8`);
  const problem = findNameFault(name);
  if (problem !== undefined) throw archiveFault(path, `a member's name (${shown}) ${problem}`);
  const isUtf8 = (generalPurposeBitFlag & 0x800) !== 0;
  if (!isUtf8 && Buffer.byteLength(name) !== name.length) {
    throw archiveFault(path, `a member's name (${shown}) is not marked as UTF-8`);
  }
  return name;
}
