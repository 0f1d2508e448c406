import { CreateDumpError, decodePath, displayPath } from '@create-dump/core';

/** One entry of a tree object. */
export interface TreeEntry {
  /** A single path component. */
  readonly name: string;
  /** As in the index: `0o40000` is a directory, `0o160000` a submodule. */
  readonly mode: number;
  readonly oid: string;
}

/**
 * Parses the content of a tree object.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` if it is damaged, or contains a name that is unsafe as a file name.
 */
export function parseTree(content: Buffer, oid: string, hashLength: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const end = nul + 1 + hashLength;
    const mode = Number.parseInt(content.toString('latin1', at, space), 8);
    if (space === -1 || nul === -1 || end > content.length || Number.isNaN(mode)) {
      throw wrong(oid, 'it is damaged');
    }
    const name = decodePath(content.subarray(space + 1, nul));
    if (/^\.{0,2}$|\/|^\.git$/i.test(name)) {
      throw wrong(oid, `it has the name "${displayPath(name)}", which no file can have`);
    }
    entries.push({ name, mode: canonicalMode(mode), oid: content.toString('hex', nul + 1, end) });
    at = end;
  }
  return entries;
}

/** Old trees contain other permissions, which git normalizes in the same way. */
function canonicalMode(mode: number): number {
  if ((mode & 0o170000) !== 0o100000) return mode;
  return mode & 0o100 ? 0o100755 : 0o100644;
}

function wrong(oid: string, what: string): CreateDumpError {
  return new CreateDumpError(
    'REPOSITORY_UNREADABLE',
    `The git tree ${oid} can't be read: ${what}. Check the repository with git fsck.`,
  );
}
