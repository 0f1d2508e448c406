import { CreateDumpError } from '@create-dump/core';
import type { ByteSource } from './byte-source.js';
import { createDumpDigest } from './dump-digest.js';
import { findManifest, type ManifestPlace } from './manifest-place.js';
import { createManifestTotals } from './manifest-totals.js';
import { contentError } from './read-content.js';
import { readRecords } from './read-records.js';
import { restoreContents, type RestoreOptions, type RestoreResult } from './restore-contents.js';
import { type ContentPiece, type Scan, scanContents } from './scan-contents.js';

export interface RestoreDumpOptions extends RestoreOptions {
  /**
   * Prove the whole dump before anything appears in the target: true by default. If false, only what is wanted is read,
   * and contents that are wrong are restored and told in `notExact`.
   */
  readonly verify?: boolean;
}

/**
 * Restores a dump's files: bytes, names, executable bits, links. The target gets everything or stays as it was, also on
 * abort; only a `SIGKILL` or power cut leaves a directory `.create-dump-restore-…` behind.
 *
 * @throws {CreateDumpError} `INTEGRITY` or `DUMP_MALFORMED` if the dump isn't whole; `ALREADY_EXISTS` if something is in
 *   the way; `DESTINATION_INVALID`; `NO_FILES_CHOSEN` if no record matches; `WRITE_FAILED`, `READ_FAILED`.
 */
export async function restoreDump(
  source: ByteSource,
  options: RestoreDumpOptions,
): Promise<RestoreResult> {
  const { verify = true, signal } = options;
  const place = findManifest(source);
  return restoreContents(
    {
      name: source.name,
      batches: () => readRecords(source, place),
      contents(wants) {
        const scan = { source, place, wants, signal };
        return verify ? provenContents(scan) : scanContents({ ...scan, onRecords: () => {} });
      },
    },
    options,
  );
}

/** Throws `INTEGRITY` at the first content that is wrong, and in the end if the dump as a whole is. */
async function* provenContents(
  scan: Omit<Scan, 'onRecords' | 'onBytes'>,
): AsyncGenerator<ContentPiece> {
  const { source, place } = scan;
  const totals = createManifestTotals();
  const digest = createDumpDigest(place);
  const pieces = scanContents({
    ...scan,
    onRecords: (records) => totals.add(records),
    onBytes: (bytes, offset) => digest.add(bytes, offset),
  });
  for await (const piece of pieces) {
    if (piece.problem !== undefined) throw contentError(source, piece.record.path, piece.problem);
    yield piece;
  }
  const [problem] = [...totals.problems(place.end), ...digestProblem(place, digest.covered)];
  if (problem !== undefined) {
    throw new CreateDumpError('INTEGRITY', `${source.name} is damaged: ${problem}.`);
  }
}

function digestProblem({ end }: ManifestPlace, covered: string | undefined): readonly string[] {
  return covered === end.sha256
    ? []
    : ['the SHA-256 over it is not the one in its last line, so bytes were changed'];
}
