/*
 * Restoring: brings a dump's files back into a directory, all of them or none. A source (`restoreDump`) or the result of a
 * salvage (`restoreSalvage`) comes in. `planRestore` compares its records with the target; the tree is written to a
 * staging directory, verified on the way, and moved into place at the end.
 */

import type { ByteSource } from '../reading/byte-source.js';
import type { ContentPiece } from '../reading/content-pieces.js';
import { createDumpDigest } from '../reading/dump-digest.js';
import { findManifest, type ManifestLocation } from '../reading/find-manifest.js';
import { readRecords } from '../reading/read-records.js';
import { type Scan, scanContents } from '../reading/scan-contents.js';
import { openReaderPool, type ReaderWorkers } from '../threads/reader-pool.js';
import { restoreContents, type RestoreOptions, type RestoreResult } from './restore-contents.js';
import { createRestoreProof } from './restore-proof.js';
import { writeContents } from './write-contents.js';
import { writeInParallel } from './write-in-parallel.js';

export interface RestoreDumpOptions extends RestoreOptions {
  /**
   * Whether to verify the whole dump before anything appears in the target. Default: true. If false, only wanted contents
   * are read, and damaged ones are restored and listed in `notExact`.
   */
  readonly verify?: boolean;
  /** Threads to use for large dumps. */
  readonly workers?: ReaderWorkers;
}

/**
 * Restores a dump's files: bytes, names, executable bits and symbolic links. The target gets everything or stays unchanged,
 * also on abort. Only a `SIGKILL` or power cut leaves a directory `.create-dump-restore-…` behind.
 *
 * @throws {CreateDumpError} `INTEGRITY` or `DUMP_MALFORMED` if the dump is damaged; `ALREADY_EXISTS` if something is in the
 *   way; `DESTINATION_INVALID`; `NO_FILES_CHOSEN` if no record matches; `REFUSED` for files in a
 *   `.git` directory; `WRITE_FAILED`; `READ_FAILED`.
 */
export async function restoreDump(
  source: ByteSource,
  options: RestoreDumpOptions,
): Promise<RestoreResult> {
  const { verify = true, files, workers, signal } = options;
  const manifest = findManifest(source);
  // The digest starts while the restore is being planned.
  await using pool =
    verify || files === undefined ? openReaderPool(source, { workers, signal }) : undefined;
  const digest = verify ? pool?.run({ type: 'digest', endOffset: manifest.endOffset }) : undefined;
  // It may fail while something else is awaited: that must not be an unhandled rejection.
  digest?.catch(() => {});
  return await restoreContents(
    {
      name: source.name,
      ...(manifest.header.version !== 2 && { totals: totalsOf(manifest) }),
      batches: () => readRecords(source, manifest),
      async write({ wants, onRecords, ...writeOptions }) {
        const scan = { source, manifest, wants, onRecords, signal };
        if (pool !== undefined) {
          // After a failure the caller removes the written files, which the threads must not go on writing.
          await using _threads = pool;
          const proof = verify ? createRestoreProof(source, manifest) : undefined;
          const damaged = await writeInParallel({ ...scan, ...writeOptions, pool, proof });
          proof?.finish((await digest)?.covered);
          return damaged;
        }
        const contents = verify ? provenContents(scan) : scanContents(scan);
        return await writeContents(contents, writeOptions);
      },
    },
    options,
  );
}

/** A dump of version 2 may have contents that aren't restored. */
function totalsOf({ end: { files, bytes } }: ManifestLocation) {
  return { files, bytes };
}

/** Throws `INTEGRITY` at the first damaged content, or at the end if the dump as a whole doesn't match its digests. */
async function* provenContents(scan: Omit<Scan, 'onBytes'>): AsyncGenerator<ContentPiece> {
  const { source, manifest, onRecords } = scan;
  const proof = createRestoreProof(source, manifest);
  const digest = createDumpDigest(manifest);
  const pieces = scanContents({
    ...scan,
    onRecords(records) {
      proof.add(records);
      onRecords(records);
    },
    onBytes: (bytes, offset) => digest.add(bytes, offset),
  });
  for await (const piece of pieces) {
    if (piece.problem !== undefined) proof.refuse(piece.record.path, piece.problem);
    yield piece;
  }
  proof.finish(digest.covered);
}
