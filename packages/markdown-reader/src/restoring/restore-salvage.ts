import { createBlockReader } from '../reading/block-reader.js';
import type { ByteSource } from '../reading/byte-source.js';
import { createPacer } from '../reading/pacer.js';
import { restoreContents, type RestoreOptions, type RestoreResult } from './restore-contents.js';
import type { Salvage } from '../salvaging/salvage-dump.js';
import { type ContentPiece, piecesOf } from '../reading/scan-contents.js';
import { writeContents } from './write-contents.js';

/**
 * Restores what was salvaged of `source`, by the rules of `restoreDump`. What isn't proven is told in `notExact`.
 * @throws {CreateDumpError} as `restoreDump` does, but for what it says of the dump.
 */
export async function restoreSalvage(
  source: ByteSource,
  { name, files }: Salvage,
  options: RestoreOptions,
): Promise<RestoreResult> {
  const { signal } = options;
  return restoreContents(
    {
      name,
      batches: () => slices(files),
      write: ({ wants, ...writing }) =>
        writeContents(readPieces(source, files.filter(wants), signal), writing),
    },
    options,
  );
}

async function* readPieces(
  source: ByteSource,
  files: Salvage['files'],
  signal: AbortSignal | undefined,
): AsyncGenerator<ContentPiece> {
  const pacer = createPacer(signal);
  const reader = createBlockReader(source);
  for (const file of files) {
    for (const piece of piecesOf(file, reader)) {
      yield piece;
      if (pacer.spend(piece.bytes.length + fileCost)) await pacer.rest();
    }
  }
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += 1000) yield items.slice(at, at + 1000);
}

/** In bytes hashed. */
const fileCost = 2 ** 14;
