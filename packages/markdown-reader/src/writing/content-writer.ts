/*
 * Writing contents below a fresh directory. Pieces of contents come in from `reading`; files and symbolic links come out
 * (`createContentWriter`, on top of `createStagedTree`), never outside that directory. Worker threads and restores share
 * it; moving the finished tree to its target is up to `restoring`.
 */

import { CreateDumpError, displayPath } from '@create-dump/core';
import type { ContentPiece } from '../reading/content-pieces.js';
import { maxLinkBytes } from '../reading/link-problem.js';
import type { StagedTree } from './staged-tree.js';

/** Writes contents to a tree, piece by piece, as files or symbolic links. Their directories must exist. */
export interface ContentWriter {
  /** @throws {CreateDumpError} `DUMP_MALFORMED` for an invalid link target; what the tree throws. */
  write(piece: ContentPiece): void;
}

export function createContentWriter(tree: StagedTree): ContentWriter {
  const link = createLinkTarget();
  return {
    write({ record, bytes, isFirst, isLast }) {
      const { path } = record;
      if (record.mode === '120000') {
        link.add(path, bytes);
        if (isLast) tree.link(path, link.take(path));
      } else {
        if (isFirst) tree.open(record);
        tree.write(bytes);
        if (isLast) tree.close();
      }
    },
  };
}

function createLinkTarget() {
  let parts: Uint8Array[] = [];
  let length = 0;
  const refuse = (path: string, what: string) =>
    new CreateDumpError(
      'DUMP_MALFORMED',
      `The link "${displayPath(path)}" has a target that ${what}. Nothing was restored.`,
    );
  return {
    add(path: string, bytes: Uint8Array) {
      length += bytes.length;
      if (length > maxLinkBytes) throw refuse(path, `is longer than ${maxLinkBytes} bytes`);
      parts.push(Buffer.from(bytes));
    },
    take(path: string): Uint8Array {
      const target = Buffer.concat(parts);
      parts = [];
      length = 0;
      if (target.length === 0) throw refuse(path, 'is empty');
      if (target.includes(0)) throw refuse(path, 'has a NUL byte');
      return target;
    },
  };
}
