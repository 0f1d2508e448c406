import { basename, dirname, join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import {
  encodeManifestEnd,
  encodeManifestHeader,
  type ManifestEnd,
  type ManifestHeader,
  parseManifestEnd,
  parseManifestHeader,
} from '@create-dump/core';
import { readHead } from '@create-dump/files';

/** The first line of an index: which dump it is of, and what lists of snapshots show of it. */
export interface IndexHead {
  readonly dump: { readonly name: string; readonly size: number; readonly sha256: string };
  /** See `ArchivePeek.fingerprint`. */
  readonly fingerprint: string;
  /** Undefined if the dump has no manifest. */
  readonly header: ManifestHeader | undefined;
  readonly end: ManifestEnd | undefined;
}

/** The directory of the indexes of archives; undefined for an archive that lies elsewhere, beside files of others. */
export function indexDirectory(archive: string): string | undefined {
  const directory = dirname(archive);
  return basename(directory) === 'archives' ? join(directory, 'index') : undefined;
}

/** `{SHA-256 of the dump}.jsonl.gz` */
export function indexName(sha256: string): string {
  return `${sha256}.jsonl.gz`;
}

export function encodeIndexHead({ dump, fingerprint, header, end }: IndexHead): string {
  const manifest = {
    ...(header && { header: JSON.parse(encodeManifestHeader(header)) as unknown }),
    ...(end && { end: JSON.parse(encodeManifestEnd(end)) as unknown }),
  };
  return `${JSON.stringify({ index: 1, ...dump, archive: fingerprint, ...manifest })}\n`;
}

/** Undefined if it isn't the first line of an index. */
export function parseIndexHead(line: string): IndexHead | undefined {
  try {
    const { index, name, size, sha256, archive, header, end } = JSON.parse(line) as Record<
      string,
      unknown
    >;
    const isOurs = index === 1 && typeof name === 'string' && typeof size === 'number';
    if (!isOurs || typeof sha256 !== 'string' || typeof archive !== 'string') return undefined;
    return {
      dump: { name, size, sha256 },
      fingerprint: archive,
      header: header === undefined ? undefined : parseManifestHeader(JSON.stringify(header)),
      end: end === undefined ? undefined : parseManifestEnd(JSON.stringify(end)),
    };
  } catch {
    return undefined;
  }
}

/** Reads the head of an index without the rest. Undefined if there is none, or it is not the one that the name promises. */
export function readIndexHead(path: string): IndexHead | undefined {
  const bytes = readHead(path);
  if (bytes === undefined) return undefined;
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostBytes };
    const text = gunzipSync(bytes, options).toString('utf8');
    const head = parseIndexHead(text.slice(0, Math.max(0, text.indexOf('\n'))));
    return head && basename(path) === indexName(head.dump.sha256) ? head : undefined;
  } catch {
    return undefined;
  }
}

/** What 8 KiB can unpack to. */
const mostBytes = 2 ** 23;
