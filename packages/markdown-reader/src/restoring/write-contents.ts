import { type Observe, shownContent } from '@create-dump/core';
import type { ContentPiece } from '../reading/content-pieces.js';
import { createContentWriter } from '../writing/content-writer.js';
import { createStagedTree } from '../writing/staged-tree.js';
import type { NotExact } from './plan-restore.js';

export interface WriteOptions {
  /** The empty directory to write to. Without it, contents are only read. */
  readonly root?: string | undefined;
  readonly observe?: Observe | undefined;
}

/** Writes contents as they arrive; returns those that don't match their records. */
export async function writeContents(
  pieces: AsyncIterable<ContentPiece>,
  { root, observe }: WriteOptions,
): Promise<readonly NotExact[]> {
  using tree = root === undefined ? undefined : createStagedTree(root);
  const writer = tree && createContentWriter(tree);
  const damaged: NotExact[] = [];
  for await (const piece of pieces) {
    const { record, isFirst, isLast, problem } = piece;
    if (problem !== undefined) damaged.push({ path: record.path, reason: 'damaged' });
    if (isFirst) tree?.makeDirectories(record.path);
    writer?.write(piece);
    if (isLast) observe?.({ type: 'progressed', files: 1, bytes: shownContent(record).size });
  }
  return damaged;
}
