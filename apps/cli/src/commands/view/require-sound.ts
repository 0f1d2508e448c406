import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { type ByteSource, verifyDump, verifySnapshot } from '@create-dump/markdown-reader';
import type { Observers } from '@create-dump/observing';
import { readerWorkers } from '../../inputs/reader-workers.js';
import type { World } from '../../process/world.js';

export interface SoundRequest {
  /** The dump or archive, as named. */
  readonly named: string;
  readonly expect: string | undefined;
  readonly workers: (world: Pick<World, 'processors'>) => number;
}

/**
 * Verifies a dump, its checksum file if there is one, and the digest that is expected.
 * @throws {CreateDumpError} `INTEGRITY` naming the first problem; all are told to the observers.
 */
export async function requireSound(
  source: ByteSource,
  { named, expect, workers }: SoundRequest,
  { world, observers: { observe } }: { world: World; observers: Observers },
): Promise<{ treeSha256: string | undefined }> {
  const { signal, temporaryDirectory: spoolDirectory } = world;
  const options = { signal, observe, workers: readerWorkers(workers(world), world) };
  const isFile = named !== '-' && !/\.(?:zip|tar\.gz)$/u.test(named);
  const report = isFile
    ? await verifySnapshot(resolve(world.cwd, named), { ...options, spoolDirectory })
    : await verifyDump(source, options);
  const messages = report.problems.map(({ message }) => message);
  if (expect !== undefined) {
    const found = report.sha256 ?? source.storedSha256 ?? digestOf(source);
    if (found !== expect)
      messages.push(`${displayPath(named)} has the SHA-256 ${found}, not the expected ${expect}.`);
  }
  if (messages.length === 0) return { treeSha256: report.treeSha256 };
  const [first, ...others] = messages;
  for (const message of others)
    observe({ type: 'problem-found', code: 'INTEGRITY', message, path: named });
  throw new CreateDumpError('INTEGRITY', `${first} No page was made.`);
}

function digestOf(source: ByteSource): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(2 ** 20);
  for (let at = 0; at < source.size;) {
    const count = source.read(buffer, at);
    if (count === 0) break;
    hash.update(buffer.subarray(0, count));
    at += count;
  }
  return hash.digest('hex');
}
