import { basename, dirname, join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  displayPath,
  parseDumpName,
  stampToDate,
} from '@create-dump/core';
import { readHead, readStatedDigest } from '@create-dump/files';
import { groupKey, identifyFile } from '@create-dump/retention';
import { listNames } from '../list-names.js';
import { type IndexHead, indexDirectory, indexName, readIndexHead } from './index-head.js';
import type { KeptSnapshot } from './kept-snapshot.js';
import { type HistoryContext, openManifest, unpackArchive } from './open-manifest.js';

/** The first and last line of a manifest. */
export type Manifest = Pick<KeptSnapshot, 'header' | 'end'>;

export const noManifest: Manifest = { header: undefined, end: undefined };

/**
 * Reads what a list shows of a live snapshot. Undefined if the checksum file beside the dump is for another one.
 * @throws {CreateDumpError} `READ_FAILED`; `DUMP_MALFORMED` for a dump of this program that has no manifest.
 */
export async function readLive(
  path: string,
  context: HistoryContext,
): Promise<KeptSnapshot | undefined> {
  const name = basename(path);
  const file = await identifyFile(path);
  const sha256 = readStatedDigest(join(dirname(path), checksumName(name)), name);
  if (typeof file !== 'object' || sha256 === undefined) return undefined;
  const facts = { name, size: file.size, sha256 };
  const bare = toSnapshot(facts, { live: path, archive: undefined }, noManifest);
  if (bare === undefined || !isMarkdown(name)) return bare;
  // A compressed dump would have to be unpacked.
  const index = join(dirname(path), 'archives', 'index', indexName(sha256));
  const head = name.endsWith('.gz') ? readIndexHead(index) : undefined;
  return toSnapshot(facts, bare, head ?? (await readManifest(bare, path, context)));
}

function isMarkdown(name: string): boolean {
  return /\.md(?:\.gz)?$/u.test(name);
}

/** Dumps of other programs have no manifest. */
async function readManifest(
  snapshot: KeptSnapshot,
  path: string,
  context: HistoryContext,
): Promise<Manifest> {
  try {
    using opened = await openManifest(snapshot, context);
    const { header, end } = opened.dump;
    return { header, end };
  } catch (error) {
    const isMalformed = error instanceof CreateDumpError && error.code === 'DUMP_MALFORMED';
    const isOurs = readHead(path)?.toString('utf8').startsWith('# Code dump: `') === true;
    if (!isMalformed || isOurs) throw error;
    return noManifest;
  }
}

/** The indexes of a directory by fingerprint of their archive: a tar.gz doesn't say without unpacking what it holds. */
export function createFingerprints() {
  const known = new Map<string, Promise<ReadonlyMap<string, IndexHead>>>();
  return async (directory: string, fingerprint: string): Promise<IndexHead | undefined> => {
    const heads = known.get(directory) ?? readHeads(directory);
    known.set(directory, heads);
    return (await heads).get(fingerprint);
  };
}

async function readHeads(directory: string): Promise<ReadonlyMap<string, IndexHead>> {
  const heads = new Map<string, IndexHead>();
  for (const name of await listNames(directory, ['ENOENT', 'ENOTDIR', 'EACCES'])) {
    const head = readIndexHead(join(directory, name));
    if (head !== undefined) heads.set(head.fingerprint, head);
  }
  return heads;
}

/**
 * Reads what a list shows of an archive: from its index, or from the whole archive if it has none.
 * @throws {CreateDumpError} `INTEGRITY` if it isn't sound as far as it was read, `READ_FAILED`, `WRITE_FAILED`.
 */
export async function readArchived(
  path: string,
  findHead: ReturnType<typeof createFingerprints>,
  context: HistoryContext,
): Promise<KeptSnapshot | undefined> {
  const { peekArchive } = await import('@create-dump/archiver');
  const { dump, fingerprint } = await peekArchive(path, context);
  const place = { live: undefined, archive: path };
  if (dump !== undefined && !isMarkdown(dump.name)) return toSnapshot(dump, place, noManifest);
  const head =
    (await findKnown(path, { dump, fingerprint }, findHead)) ?? (await unpackHead(path, context));
  const snapshot = toSnapshot(head.dump, place, head);
  if (snapshot !== undefined) return snapshot;
  const message = `${displayPath(path)} holds ${displayPath(head.dump.name)}, which isn't the name of a dump.`;
  throw new CreateDumpError('INTEGRITY', message);
}

async function findKnown(
  path: string,
  { dump, fingerprint }: { dump: IndexHead['dump'] | undefined; fingerprint: string },
  findHead: ReturnType<typeof createFingerprints>,
): Promise<IndexHead | undefined> {
  const directory = indexDirectory(path);
  if (directory === undefined) return undefined;
  if (dump === undefined) return findHead(directory, fingerprint);
  const head = readIndexHead(join(directory, indexName(dump.sha256)));
  // The archive may have another name for the same bytes.
  return head && { ...head, dump };
}

async function unpackHead(path: string, context: HistoryContext): Promise<IndexHead> {
  const { source, head } = await unpackArchive(path, context);
  source[Symbol.dispose]();
  return head;
}

/** Undefined if the name isn't that of a dump. */
export function toSnapshot(
  { name, size, sha256: id }: IndexHead['dump'],
  { live, archive }: Pick<KeptSnapshot, 'live' | 'archive'>,
  { header, end }: Manifest,
): KeptSnapshot | undefined {
  const parts = parseDumpName(name);
  const time = stampToDate(parts?.stamp ?? '');
  if (parts === undefined || time === undefined) return undefined;
  const { prefix, sequence } = parts;
  const group = groupKey(prefix, header?.tree);
  return { id, dumpName: name, prefix, group, time, sequence, size, live, archive, header, end };
}
