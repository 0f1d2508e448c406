import { CreateDumpError, displayPath, type Observe } from '@create-dump/core';
import type { NotExact } from './plan-restore.js';
import type { ContentPiece } from './scan-contents.js';
import { createStagedTree, type StagedTree } from './staged-tree.js';

/** No system takes longer targets of links. */
const maxLinkBytes = 2 ** 16;

export interface Writing {
  /** The empty directory to write to; without it, contents are only read. */
  readonly root?: string;
  readonly observe?: Observe | undefined;
}

/** Writes contents as they come; returns those that aren't what their records say. */
export async function writeContents(
  pieces: AsyncIterable<ContentPiece>,
  { root, observe }: Writing,
): Promise<readonly NotExact[]> {
  using tree = root === undefined ? undefined : createStagedTree(root);
  const damaged: NotExact[] = [];
  const link = createLinkTarget();
  for await (const piece of pieces) {
    const { record, isLast, problem } = piece;
    if (problem !== undefined) damaged.push({ path: record.path, reason: 'damaged' });
    if (tree !== undefined) {
      if (record.mode === '120000') writeLink(tree, piece, link);
      else writeFile(tree, piece);
    }
    if (isLast) observe?.({ type: 'progressed', files: 1, bytes: record.size });
  }
  return damaged;
}

function writeFile(tree: StagedTree, { record, bytes, isFirst, isLast }: ContentPiece): void {
  if (isFirst) tree.open(record);
  tree.write(bytes);
  if (isLast) tree.close();
}

type LinkTarget = ReturnType<typeof createLinkTarget>;

function writeLink(
  tree: StagedTree,
  { record, bytes, isLast }: ContentPiece,
  link: LinkTarget,
): void {
  link.add(record.path, bytes);
  if (isLast) tree.link(record.path, link.take(record.path));
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
