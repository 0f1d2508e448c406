import { readSync } from 'node:fs';
import { blockBytes, createBlockReader } from './block-reader.js';
import type { ByteSource } from './byte-source.js';
import { createContentWriter } from './content-writer.js';
import { createDumpDigest } from './dump-digest.js';
import type {
  ContentsJob,
  ContentsOutcome,
  DigestJob,
  DigestOutcome,
  ReaderJob,
  SharedFile,
} from './reader-job.js';
import { piecesOf } from './scan-contents.js';
import { createStagedTree } from './staged-tree.js';

/**
 * A function that does a job to its end, without a rest.
 * @throws {CreateDumpError} `READ_FAILED`, `WRITE_FAILED`, `DUMP_MALFORMED`
 */
export function createJobRunner(): (
  file: SharedFile,
  job: ReaderJob,
) => ContentsOutcome | DigestOutcome {
  const buffer = Buffer.allocUnsafeSlow(blockBytes);
  return (file, job) => {
    const source = toSource(file);
    return job.type === 'digest'
      ? digestDump(source, job, buffer)
      : checkContents(source, job, buffer);
  };
}

function digestDump(source: ByteSource, { endOffset }: DigestJob, buffer: Buffer): DigestOutcome {
  const digest = createDumpDigest({ endOffset });
  const reader = createBlockReader(source, {
    onBlock: (bytes, offset) => digest.add(bytes, offset),
    buffer,
  });
  for (let at = 0; at < source.size;) at += reader.advance(at);
  return { covered: digest.covered, whole: digest.whole() };
}

function checkContents(
  source: ByteSource,
  { root, contents }: ContentsJob,
  buffer: Buffer,
): ContentsOutcome {
  const last = contents.at(-1)?.record;
  const reader = createBlockReader(source, {
    end: last === undefined ? 0 : last.offset + last.length,
    buffer,
  });
  using tree = root === undefined ? undefined : createStagedTree(root);
  const writer = tree && createContentWriter(tree);
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
    // The file stays its opener's.
    [Symbol.dispose]() {},
  };
}
