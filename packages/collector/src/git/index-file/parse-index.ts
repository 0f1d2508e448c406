import { createHash } from 'node:crypto';
import { decodePath } from '@create-dump/core';
import { hashLengths, type ObjectFormat } from '../objects/object-format.js';

/** One index entry. Its stat data and object id are decoded on demand, from `data`. */
export interface IndexEntry {
  /** Relative to the top of the work tree. A trailing slash marks a collapsed directory of a sparse index. */
  readonly path: string;
  /** Type and permissions: `0o100644`, `0o100755`, `0o120000`, `0o160000`, `0o40000`. */
  readonly mode: number;
  /** Bits of {@link indexFlags}, packed into one number because an index can have very many entries. */
  readonly flags: number;
  /** The index file that contains the entry. */
  readonly data: Buffer;
  /** Offset of the entry in `data`. */
  readonly at: number;
}

/** The two 16-bit flag fields of gitformat-index; the extended field is the upper half. */
export const indexFlags = {
  assumeUnchanged: 0x8000,
  /** Nonzero during a merge conflict. */
  stage: 0x3000,
  skipWorktree: 0x4000_0000,
  intentToAdd: 0x2000_0000,
} as const;

export interface ParsedIndex {
  readonly entries: readonly IndexEntry[];
  /** Extension signature → content. */
  readonly extensions: ReadonlyMap<string, Buffer>;
}

/**
 * Parses an index file of version 2, 3 or 4.
 * @throws {Error} For a damaged index or another version. The message is a clause.
 */
export function parseIndex(data: Buffer, format: ObjectFormat): ParsedIndex {
  const hashLength = hashLengths[format];
  const end = data.length - hashLength;
  if (end < 12 || data.toString('latin1', 0, 4) !== 'DIRC') throw new Error('it is not an index');
  const version = data.readUInt32BE(4);
  if (version < 2 || version > 4)
    throw new Error(`it has version ${version}, which is not supported`);
  checkDigest(data, end, format);
  const readName = version === 4 ? createPrefixedNames(data) : plainName;
  const entries: IndexEntry[] = [];
  let at = 12;
  for (let left = data.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + statLength + hashLength;
    const extended = at < end && (data.readUInt16BE(flagsAt) & flagExtended) !== 0;
    const name = readName(data, at, flagsAt + (extended ? 4 : 2));
    if (name.end > end) throw new Error('it is truncated within an entry');
    entries.push(toEntry(data, at, flagsAt, name.path));
    at = name.end;
  }
  return { entries, extensions: parseExtensions(data, at, end) };
}

/** The entry's object id, in hexadecimal. */
export function readIndexOid({ data, at }: IndexEntry, format: ObjectFormat): string {
  return data.toString('hex', at + statLength, at + statLength + hashLengths[format]);
}

/** Bytes before the object id: ten 32-bit numbers. */
const statLength = 40;
const flagExtended = 0x4000;

function checkDigest(data: Buffer, end: number, format: ObjectFormat): void {
  const stored = data.subarray(end);
  // All zeros if git wrote it with index.skipHash.
  if (stored.every((byte) => byte === 0)) return;
  const digest = createHash(format).update(data.subarray(0, end)).digest();
  if (!digest.equals(stored)) throw new Error('its checksum does not match');
}

interface Name {
  readonly path: string;
  /** Offset of the next entry. */
  readonly end: number;
}

function plainName(data: Buffer, entryAt: number, nameAt: number): Name {
  let nul = nameAt;
  let bits = 0;
  for (let byte = data[nul]; byte !== 0; byte = data[++nul]) {
    if (byte === undefined) return unterminated;
    bits |= byte;
  }
  const isAscii = bits < 0x80;
  const path = isAscii
    ? data.toString('latin1', nameAt, nul)
    : decodePath(data.subarray(nameAt, nul));
  // Padded with one to eight NULs to a multiple of eight bytes.
  return { path, end: entryAt + ((nul - entryAt + 8) & ~7) };
}

const unterminated: Name = { path: '', end: Infinity };

/** Version 4: each name says how many trailing bytes of the previous one to drop, and what to append. */
function createPrefixedNames(data: Buffer) {
  let previous: Buffer = Buffer.alloc(0);
  return (_: Buffer, __: number, nameAt: number): Name => {
    const drop = readVarint(data, nameAt);
    const nul = data.indexOf(0, drop.end);
    if (nul === -1 || drop.value > previous.length) return unterminated;
    const kept = previous.subarray(0, previous.length - drop.value);
    previous = Buffer.concat([kept, data.subarray(drop.end, nul)]);
    return { path: decodePath(previous), end: nul + 1 };
  };
}

/** git's offset encoding of variable-length numbers, as in packs. */
function readVarint(data: Buffer, start: number): { value: number; end: number } {
  let at = start;
  let byte = data[at++] ?? 0;
  let value = byte & 127;
  while (byte & 128) {
    byte = data[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, end: at };
}

function toEntry(data: Buffer, at: number, flagsAt: number, path: string): IndexEntry {
  const flags = data.readUInt16BE(flagsAt);
  const more = flags & flagExtended ? data.readUInt16BE(flagsAt + 2) : 0;
  return { path, mode: data.readUInt32BE(at + 24), flags: flags | (more << 16), data, at };
}

function parseExtensions(data: Buffer, start: number, end: number): Map<string, Buffer> {
  const extensions = new Map<string, Buffer>();
  let at = start;
  while (at < end) {
    const bodyAt = at + 8;
    const next = bodyAt > end ? Infinity : bodyAt + data.readUInt32BE(at + 4);
    if (next > end) throw new Error('it is truncated within an extension');
    extensions.set(data.toString('latin1', at, at + 4), data.subarray(bodyAt, next));
    at = next;
  }
  return extensions;
}
