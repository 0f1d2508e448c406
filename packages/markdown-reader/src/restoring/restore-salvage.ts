import { createBlockReader } from '../reading/block-reader.js';
import type { ByteSource } from '../reading/byte-source.js';
import { type ContentPiece, piecesOf } from '../reading/content-pieces.js';
import { createWorkBudget, fileCost } from '../reading/work-budget.js';
import type { Salvage } from '../salvaging/salvage-dump.js';
import { restoreContents, type RestoreOptions, type RestoreResult } from './restore-contents.js';
import { writeContents } from './write-contents.js';

/**
 * Restores what was salvaged from `source`, by the rules of `restoreDump`. Unproven files are listed in `notExact`.
 * @throws {CreateDumpError} as `restoreDump` does, except for `INTEGRITY` and `DUMP_MALFORMED`.
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
      write: ({ wants, ...writeOptions }) =>
        writeContents(readPieces(source, files.filter(wants), signal), writeOptions),
    },
    options,
  );
}

async function* readPieces(
  source: ByteSource,
  files: Salvage['files'],
  signal: AbortSignal | undefined,
): AsyncGenerator<ContentPiece> {
  const budget = createWorkBudget(signal);
  const reader = createBlockReader(source);
  for (const file of files) {
    for (const piece of piecesOf(file, reader)) {
      yield piece;
      if (budget.spend(piece.bytes.length + fileCost)) await budget.renew();
    }
  }
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += 1000) yield items.slice(at, at + 1000);
}
