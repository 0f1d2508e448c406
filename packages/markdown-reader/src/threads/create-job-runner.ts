import { readSync } from 'node:fs';
import { type BlockReader, createBlockReader } from '../reading/block-reader.js';
import type { ByteSource } from '../reading/byte-source.js';
import { piecesOf } from '../reading/content-pieces.js';
import { createDumpDigest } from '../reading/dump-digest.js';
import { type ContentWriter, createContentWriter } from '../writing/content-writer.js';
import { createStagedTree, type StagedTree } from '../writing/staged-tree.js';
import type {
  ContentsJob,
  ContentsOutcome,
  DigestJob,
  DigestOutcome,
  ReaderJob,
  SharedFile,
} from './reader-job.js';

/**
 * Creates the function that runs a thread's jobs synchronously, without yielding.
 * @throws {CreateDumpError} `READ_FAILED`, `WRITE_FAILED`, `DUMP_MALFORMED`
 */
export function createJobRunner(): (
  file: SharedFile,
  job: ReaderJob,
) => ContentsOutcome | DigestOutcome {
  let context: JobContext | undefined;
  return (file, job) => {
    if (job.type === 'digest') return digestDump(toSource(file), job);
    if (context?.root !== job.root || context?.descriptor !== file.descriptor) {
      context = createJobContext(file, job.root);
    }
    try {
      return checkContents(context, job);
    } catch (error) {
      // A file may still be open, and the reader's block may be incomplete.
      context.tree?.[Symbol.dispose]();
      context = undefined;
      throw error;
    }
  };
}

function digestDump(source: ByteSource, { endOffset }: DigestJob): DigestOutcome {
  const digest = createDumpDigest({ endOffset });
  const reader = createBlockReader(source, {
    onBlock: (bytes, offset) => digest.add(bytes, offset),
  });
  for (let at = 0; at < source.size;) at += reader.advance(at);
  return { covered: digest.covered, whole: digest.whole() };
}

/**
 * What a thread keeps between jobs: it usually has the same file and root for its whole life. Creating this per job would
 * make V8 compile its closures again and again.
 */
interface JobContext {
  readonly descriptor: number;
  readonly root: string | undefined;
  readonly reader: BlockReader;
  readonly tree: StagedTree | undefined;
  readonly writer: ContentWriter | undefined;
}

function createJobContext(file: SharedFile, root: string | undefined): JobContext {
  const tree = root === undefined ? undefined : createStagedTree(root);
  return {
    descriptor: file.descriptor,
    root,
    reader: createBlockReader(toSource(file)),
    tree,
    writer: tree && createContentWriter(tree),
  };
}

function checkContents({ reader, writer }: JobContext, { contents }: ContentsJob): ContentsOutcome {
  const problems: { path: string; problem: string }[] = [];
  for (const { record, isWanted } of contents) {
    for (const piece of piecesOf(record, reader)) {
      const { problem } = piece;
      if (problem !== undefined) problems.push({ path: record.path, problem });
      if (isWanted) writer?.write(piece);
    }
  }
  return { problems };
}

function toSource({ name, size, descriptor }: SharedFile): ByteSource {
  return {
    name,
    size,
    read: (target, position) => readSync(descriptor, target, 0, target.length, position),
    // The descriptor is closed by the thread that opened it.
    [Symbol.dispose]() {},
  };
}
