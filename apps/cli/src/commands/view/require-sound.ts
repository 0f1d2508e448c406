import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { type ByteSource, compareChecksum, verifyDump } from '@create-dump/markdown-reader';
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
  const threads = readerWorkers(workers(world), world);
  const options = { signal: world.signal, observe, workers: threads };
  // What was opened is what is shown: the file may be replaced meanwhile.
  const report = await verifyDump(source, options);
  const messages = report.problems.map(({ message }) => message);
  const found = source.storedSha256 ?? report.sha256 ?? digestOf(source);
  const isFile = named !== '-' && !/\.(?:zip|tar\.gz)$/u.test(named);
  const { problem } = isFile ? compareChecksum(resolve(world.cwd, named), found) : {};
  if (problem !== undefined) messages.push(problem.message);
  if (expect !== undefined && found !== expect) {
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
