/*
 * Indexes of archived dumps: `archives/index/{SHA-256 of the dump}.jsonl.gz` holds the end of a dump, which is its manifest, so that
 * questions about an archive don't unpack it. An index is a cache: it can be removed at any time, a damaged or missing one is made
 * again, and its records count only if they give the tree digest of the dump.
 */
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { CreateDumpError, toFsPath } from '@create-dump/core';
import { createTemporaryFile, makeDirectory } from '@create-dump/files';
import { type ByteSource, openFileSource } from '@create-dump/markdown-reader';
import { encodeIndexHead, type IndexHead, indexName, parseIndexHead } from './index-head.js';

/** What precedes a manifest in a dump. */
const opening = '\n```jsonl\n';

export interface WriteIndexOptions {
  /** The directory of the indexes, absolute; created if it is missing. */
  readonly directory: string;
  readonly runId: string;
  /** Permissions of the index. Default: `0o600`. */
  readonly mode?: number | undefined;
  readonly signal: AbortSignal;
}

/** Writes the index of a dump. A failure to write leaves none: it is only a cache. Rejects only with the signal's reason. */
export async function writeIndex(
  head: IndexHead,
  source: ByteSource,
  options: WriteIndexOptions,
): Promise<void> {
  const { directory, runId, mode, signal } = options;
  try {
    await makeDirectory(directory);
    const file = createTemporaryFile({
      directory,
      runId,
      kind: 'index',
      ...(mode !== undefined && { mode }),
      warn: () => {},
    });
    await using temporary = file;
    const packed = Readable.from(indexPieces(head, source), { objectMode: false }).pipe(
      createGzip(),
    );
    for await (const piece of packed) {
      signal.throwIfAborted();
      await temporary.write(piece as Buffer);
    }
    await temporary.finish();
    const path = join(dirname(temporary.path), indexName(head.dump.sha256));
    await rename(toFsPath(temporary.path), toFsPath(path));
  } catch {
    signal.throwIfAborted();
  }
}

const pieceBytes = 2 ** 17;

function* indexPieces(head: IndexHead, source: ByteSource): Generator<Uint8Array> {
  yield Buffer.from(encodeIndexHead(head));
  if (head.end === undefined) return;
  for (let at = head.end.manifestOffset - opening.length; at < source.size;) {
    const piece = Buffer.alloc(Math.min(pieceBytes, source.size - at));
    const count = source.read(piece, at);
    if (count === 0) throw new Error('the dump became shorter');
    yield piece.subarray(0, count);
    at += count;
  }
}

/**
 * Opens an index as if it were its dump: only the manifest can be read. Undefined if there is none or it is damaged.
 * @throws {CreateDumpError} `WRITE_FAILED` if the spool directory can't be used. Rejects with the signal's reason.
 */
export async function openIndex(
  path: string,
  options: { readonly spoolDirectory: string; readonly signal: AbortSignal },
): Promise<ByteSource | undefined> {
  try {
    const unpacked = await openFileSource(path, options);
    const source = toDumpSource(unpacked);
    if (source === undefined) unpacked[Symbol.dispose]();
    return source;
  } catch (error) {
    options.signal.throwIfAborted();
    const isOurs = error instanceof CreateDumpError && error.code !== 'WRITE_FAILED';
    if (isOurs) return undefined;
    throw error;
  }
}

const longestHead = 2 ** 20;

function toDumpSource(unpacked: ByteSource): ByteSource | undefined {
  const start = Buffer.alloc(Math.min(longestHead, unpacked.size));
  const text = start.subarray(0, unpacked.read(start, 0));
  const length = text.indexOf(10) + 1;
  const head = parseIndexHead(text.toString('utf8', 0, Math.max(0, length - 1)));
  if (head?.end === undefined) return undefined;
  const base = head.end.manifestOffset - opening.length;
  return {
    name: head.dump.name,
    size: base + unpacked.size - length,
    read(target, position) {
      // The contents aren't in an index: they read as zeros.
      const before = Math.min(target.length, Math.max(0, base - position));
      target.fill(0, 0, before);
      if (before === target.length) return before;
      const at = Math.max(base, position) - base + length;
      return before + unpacked.read(target.subarray(before), at);
    },
    [Symbol.dispose]: () => unpacked[Symbol.dispose](),
  };
}
