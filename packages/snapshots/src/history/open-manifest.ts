import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDumpError, type Observe, toFsPath } from '@create-dump/core';
import { type ByteSource, type Dump, openDump } from '@create-dump/markdown-reader';
import { type IndexHead, indexDirectory, indexName } from './index-head.js';
import { openIndex, writeIndex } from './index-file.js';
import type { KeptSnapshot } from './kept-snapshot.js';

// The readers of archives are imported on demand: they take time to load.

/** What reading kept snapshots needs of its caller. */
export interface HistoryContext {
  /** Directory for unpacking: see `OpenArchivedOptions`. */
  readonly spoolDirectory: string;
  readonly signal: AbortSignal;
  /** Of the calling run, from `createRunId`: becomes part of temporary names. */
  readonly runId: string;
  /** Is told how many snapshots were looked at. Default: nobody. */
  readonly observe?: Observe;
}

/** An open source, with the dump in it. */
export interface OpenKept extends Disposable {
  readonly source: ByteSource;
  readonly dump: Dump;
}

/**
 * Opens a snapshot's manifest: that of the live dump, else of the index, else of the archive, whose index is made.
 * @throws {CreateDumpError} `INTEGRITY`, `DUMP_MALFORMED`, `READ_FAILED`, `WRITE_FAILED`.
 */
export async function openManifest(
  { live, archive, id, end }: Pick<KeptSnapshot, 'live' | 'archive' | 'id' | 'end'>,
  context: HistoryContext,
  refresh = false,
): Promise<OpenKept> {
  if (live !== undefined) return openLive(live, context);
  const directory = indexDirectory(archive ?? '');
  if (directory !== undefined && !refresh) {
    const source = await openIndex(join(directory, indexName(id)), context);
    const opened = source && tryOpen(source);
    if (opened?.dump.end.sha256 === end?.sha256 && opened !== undefined) return opened;
    opened?.[Symbol.dispose]();
  }
  const { source } = await unpackArchive(archive ?? '', context);
  return toOpen(source);
}

async function openLive(path: string, context: HistoryContext): Promise<OpenKept> {
  const { openFileSource } = await import('@create-dump/markdown-reader');
  return toOpen(await openFileSource(path, context));
}

function toOpen(source: ByteSource): OpenKept {
  try {
    return { source, dump: openDump(source), [Symbol.dispose]: () => source[Symbol.dispose]() };
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
}

function tryOpen(source: ByteSource): OpenKept | undefined {
  try {
    return toOpen(source);
  } catch {
    return undefined;
  }
}

/**
 * Unpacks the dump of an archive, which is read in full, and writes its index.
 * @throws {CreateDumpError} `INTEGRITY` if the archive isn't sound, `READ_FAILED`, `WRITE_FAILED` if the spool directory is full.
 */
export async function unpackArchive(
  path: string,
  context: HistoryContext,
): Promise<{ readonly source: ByteSource; readonly head: IndexHead }> {
  const { listArchive, openArchiveMember, peekArchive } = await import('@create-dump/archiver');
  const { openStreamSource } = await import('@create-dump/markdown-reader');
  const { signal } = context;
  const [member] = await listArchive(path, { signal });
  const { name = '', size = 0 } = member ?? {};
  const hash = createHash('sha256');
  const stream = await openArchiveMember(path, name, { signal });
  const hashed = async function* hashed() {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  };
  const source = await openStreamSource(hashed(), { ...context, name });
  const { fingerprint } = await peekArchive(path, { signal });
  const dump = { name, size, sha256: hash.digest('hex') };
  const head = { dump, fingerprint, ...manifestOf(source, name) };
  const directory = indexDirectory(path);
  if (directory !== undefined) {
    // Who may read the archive may read its index.
    const stats = await stat(toFsPath(path)).catch(() => undefined);
    const mode = stats && stats.mode & 0o777;
    await writeIndex(head, source, { ...context, directory, mode });
  }
  return { source, head };
}

/** A dump that isn't Markdown, or of another program, has no manifest. */
function manifestOf(source: ByteSource, name: string): Pick<IndexHead, 'header' | 'end'> {
  try {
    if (!/\.md(?:\.gz)?$/u.test(name)) return { header: undefined, end: undefined };
    const { header, end } = openDump(source);
    return { header, end };
  } catch (error) {
    if (!(error instanceof CreateDumpError)) throw error;
    return { header: undefined, end: undefined };
  }
}
