import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { createHeaderFinder } from '@create-dump/core';

/** Finds out which tree a dump is of, while it is read from front to back. */
export interface TreeFinder {
  take(piece: Uint8Array): Promise<void>;
  /** The digest that identifies the tree; undefined if the dump has no such record, as with dumps in JSON. */
  finish(): Promise<string | undefined>;
}

/** @param name The dump's file name: `.md.gz` is unpacked on the fly. */
export function createTreeFinder(name: string): TreeFinder {
  if (name.endsWith('.md.gz')) return createPackedFinder();
  const finder = createHeaderFinder();
  const isMarkdown = name.endsWith('.md');
  return {
    async take(piece) {
      if (isMarkdown) finder.take(piece);
    },
    finish: async () => finder.finish()?.tree,
  };
}

/** Beyond 16 MiB, a stream that unpacks to more than this is taken for a decompression bomb: Deflate can't exceed 1032. */
const highestRatio = 500;

function createPackedFinder(): TreeFinder {
  const finder = createHeaderFinder();
  const gunzip = createGunzip();
  let [packed, unpacked] = [0, 0];
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      isOver = true;
      resolve();
    };
    gunzip.on('close', end).on('end', end).on('error', end);
  });
  gunzip.on('data', (piece: Buffer) => {
    unpacked += piece.length;
    if (unpacked > 2 ** 24 && unpacked > packed * highestRatio) gunzip.destroy();
    else finder.take(piece);
  });
  return {
    async take(piece) {
      packed += piece.length;
      if (isOver || gunzip.write(Buffer.from(piece))) return;
      await Promise.race([once(gunzip, 'drain').catch(() => {}), ended]);
    },
    async finish() {
      gunzip.end();
      await ended;
      return finder.finish()?.tree;
    },
  };
}
