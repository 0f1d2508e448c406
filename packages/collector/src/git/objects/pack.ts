import { inflateSync } from 'node:zlib';
import { applyDelta, parseDeltaHeader } from './apply-delta.js';
import type { ByteCache } from './byte-cache.js';
import type { GitObject, ObjectHeader, ObjectKind } from './git-object.js';
import { inflateStart, startLength } from './inflate-start.js';
import { createPagedFile, type PagedFile } from './paged-file.js';

/** A pack file. Offsets come from its index. The methods throw as {@link openPack} does. */
export interface Pack {
  read(offset: number): GitObject;
  readHeader(offset: number): ObjectHeader;
}

export interface PackOptions {
  readonly path: string;
  readonly hashLength: number;
  /** Cache of the file's pages. */
  readonly pages: ByteCache<Buffer>;
  /** Cache of objects that deltas are based on. */
  readonly bases: ByteCache<GitObject>;
  /** Finds the base of a delta that names it by id; searches the whole repository. */
  readonly find: (oid: string) => GitObject | undefined;
}

/** @throws {Error} For a damaged pack, or an unsupported version. The message is a clause. */
export function openPack({ path, hashLength, pages, bases, find }: PackOptions): Pack {
  const file = createPagedFile(path, pages);
  const start = file.read(0, 8);
  if (start.toString('latin1', 0, 4) !== 'PACK' || ![2, 3].includes(start.readUInt32BE(4))) {
    throw new Error('it is not a pack of version 2 or 3');
  }
  const keyOf = (offset: number) => `${path}\0${offset}`;
  const readEntry = (offset: number) => parseEntry(file, offset, hashLength);

  const read = (offset: number): GitObject => {
    // The delta chain, down to an object that isn't stored as a delta.
    const deltas: { at: number; delta: Buffer }[] = [];
    let object: GitObject | undefined;
    for (let at = offset; object === undefined;) {
      object = bases.get(keyOf(at));
      if (object !== undefined) break;
      const entry = readEntry(at);
      const content = inflate(file, entry);
      if ('kind' in entry) {
        object = { kind: entry.kind, content };
        bases.add(keyOf(at), object);
      } else {
        deltas.push({ at, delta: content });
        if ('baseOid' in entry) object = requireBase(find(entry.baseOid), entry.baseOid);
        else at = entry.baseOffset;
      }
    }
    for (const { at, delta } of deltas.toReversed()) {
      object = { kind: object.kind, content: applyDelta(object.content, delta) };
      if (at !== offset) bases.add(keyOf(at), object);
    }
    return object;
  };

  const kindAt = (offset: number): ObjectKind => {
    for (let at = offset; ;) {
      const entry = readEntry(at);
      if ('kind' in entry) return entry.kind;
      if ('baseOid' in entry) return requireBase(find(entry.baseOid), entry.baseOid).kind;
      at = entry.baseOffset;
    }
  };
  return {
    read,
    readHeader(offset) {
      const entry = readEntry(offset);
      if ('kind' in entry) return { kind: entry.kind, size: entry.size };
      const delta = inflateStart(file.read(entry.dataAt, startLength));
      return { kind: kindAt(offset), size: parseDeltaHeader(delta).resultSize };
    },
  };
}

interface EntryData {
  /** Inflated size in bytes. */
  readonly size: number;
  /** Offset of the compressed data. */
  readonly dataAt: number;
}

type Entry = EntryData &
  ({ readonly kind: ObjectKind } | { readonly baseOffset: number } | { readonly baseOid: string });

const kinds: Readonly<Record<number, ObjectKind>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };

function parseEntry(file: PagedFile, offset: number, hashLength: number): Entry {
  const head = file.read(offset, 64);
  let at = 0;
  let byte = head[at++] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let scale = 16; byte & 128; scale *= 128) {
    byte = head[at++] ?? 0;
    size += (byte & 127) * scale;
  }
  const kind = kinds[type];
  if (kind !== undefined) return { kind, size, dataAt: offset + at };
  if (type === 7) {
    const baseOid = head.toString('hex', at, at + hashLength);
    return { baseOid, size, dataAt: offset + at + hashLength };
  }
  if (type !== 6) throw new Error(`it has an entry of type ${type}, which is not supported`);
  byte = head[at++] ?? 0;
  let distance = byte & 127;
  while (byte & 128) {
    byte = head[at++] ?? 0;
    distance = (distance + 1) * 128 + (byte & 127);
  }
  if (distance === 0 || distance > offset)
    throw new Error('it has a delta whose base lies outside the pack');
  return { baseOffset: offset - distance, size, dataAt: offset + at };
}

function inflate(file: PagedFile, { size, dataAt }: EntryData): Buffer {
  // Upper bound of what deflate makes of incompressible data.
  const bound = size + (size >> 8) + 128;
  const content = inflateSync(file.read(dataAt, bound), { maxOutputLength: Math.max(size, 1) });
  if (content.length !== size)
    throw new Error('it has an entry whose size does not match its header');
  return content;
}

function requireBase(base: GitObject | undefined, oid: string): GitObject {
  if (base === undefined) throw new Error(`the base ${oid} of a delta is missing`);
  return base;
}
