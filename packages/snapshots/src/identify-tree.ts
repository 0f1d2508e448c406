import { basename } from 'node:path';
import { createTreeFinder } from '@create-dump/archiver';
import { CreateDumpError } from '@create-dump/core';
import { openRegularFile, readHead } from '@create-dump/files';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import type { IdentifyTree } from '@create-dump/retention';

/** Creates the port that reads from a dump which tree it is of: from its manifest, or from the whole of a compressed dump. */
export function createTreeReader(signal: AbortSignal): IdentifyTree {
  return async (dump) => {
    if (!/\.md(?:\.gz)?$/u.test(dump)) return undefined;
    const head = readHead(dump);
    return head?.[0] === 0x1f && head[1] === 0x8b
      ? readPacked(dump, signal)
      : readManifest(dump, signal);
  };
}

/** Undefined if there is no manifest, as in dumps of the Python original. */
async function readManifest(dump: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    // Never used: the dump isn't compressed.
    using source = await openFileSource(dump, { spoolDirectory: '/nonexistent', signal });
    return openDump(source).header.tree;
  } catch (error) {
    if (error instanceof CreateDumpError && error.code === 'DUMP_MALFORMED') return undefined;
    throw error;
  }
}

async function readPacked(dump: string, signal: AbortSignal): Promise<string | undefined> {
  const finder = createTreeFinder(basename(dump));
  await using file = await openRegularFile(dump);
  for await (const piece of file.handle.createReadStream({ autoClose: false, signal })) {
    await finder.take(piece as Buffer);
  }
  return await finder.finish();
}
