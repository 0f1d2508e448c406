import { checksumName, displayPath, parseDumpName } from '@create-dump/core';
import { archiveFault } from '../archive-fault.js';
import { createConflictFinder } from '../conflict-finder.js';
import { findNameFault, findPathFault } from '../member-name.js';
import type { ArchivedFile } from './archived-file.js';

/** Upper bound for a checksum file in bytes: one line with a name of 255 bytes, each of them escaped. */
export const longestChecksum = 640;

/** More members would make a reader's tables large; hostile archives may state any number. */
export const mostMembers = 100_000;

/** Which members an archive may have. */
export interface MemberRule {
  /** Whether names may be paths with `/`. */
  readonly hasDirectories: boolean;
  /** What is wrong with a name, as the end of a sentence; undefined if it is safe. */
  readonly findNameFault: (name: string) => string | undefined;
  /** Upper bound for the record of a name in a pax header, in bytes. */
  readonly longestPax: number;
  /** What is wrong with the number of members that a ZIP states, as the end of a sentence. */
  readonly findCountFault: (members: number) => string | undefined;
  /** Creates a function that takes the members in order, and throws `INTEGRITY` at one that may not be there. */
  readonly createPlaceCheck: (path: string) => (member: ArchivedFile) => void;
}

/** A dump, then its checksum file. */
export const snapshotMembers: MemberRule = {
  hasDirectories: false,
  findNameFault,
  // Enough for the record of a name of 255 bytes.
  longestPax: 512,
  findCountFault: (members) =>
    members === 2
      ? undefined
      : `it has ${members} members instead of 2, a dump and its checksum file`,
  createPlaceCheck(path) {
    const before: ArchivedFile[] = [];
    return (member) => {
      checkSnapshotPlace(path, member, before);
      before.push(member);
    };
  },
};

/** Any files, at least one, in directories or not. */
export const fileMembers: MemberRule = {
  hasDirectories: true,
  findNameFault: findPathFault,
  // Enough for the record of a name of 1024 bytes.
  longestPax: 1536,
  findCountFault(members) {
    if (members === 0) return 'it is empty';
    return members > mostMembers ? `it has more than ${mostMembers} members` : undefined;
  },
  createPlaceCheck(path) {
    const findConflict = createConflictFinder();
    let count = 0;
    return ({ name }) => {
      const conflict = findConflict(name);
      if (conflict !== undefined) {
        throw archiveFault(path, `member ${displayPath(name)} ${conflict}`);
      }
      const fault = fileMembers.findCountFault(++count);
      if (fault !== undefined) throw archiveFault(path, fault);
    };
  },
};

function checkSnapshotPlace(
  path: string,
  { name, size }: ArchivedFile,
  before: readonly ArchivedFile[],
): void {
  const fault = (what: string) => archiveFault(path, `member ${displayPath(name)} ${what}`);
  const [dump] = before;
  if (before.some((other) => other.name === name)) throw fault('occurs twice');
  if (before.length > 1) throw fault('is a third one, beside a dump and its checksum file');
  if (dump === undefined) {
    if (parseDumpName(name) === undefined) throw fault('does not have the name of a dump');
    return;
  }
  if (name !== checksumName(dump.name)) {
    throw fault(`is not the checksum file of ${displayPath(dump.name)}`);
  }
  if (size > longestChecksum) throw fault(`is too long for a checksum file (${size} bytes)`);
}
