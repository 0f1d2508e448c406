import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  checksumName,
  CreateDumpError,
  displayPath,
  recordDone,
  toFsPath,
} from '@create-dump/core';
import {
  createPlacement,
  openRegularFile,
  readIdentity,
  readStatedDigest,
  syncDirectory,
} from '@create-dump/files';
import {
  type Candidate,
  type PairOptions,
  publishPair,
  toAct,
  writeChecksum,
} from './publish-pair.js';

export interface PublishedOnce {
  readonly name: string;
  /** Of the dump that has the name, which may be another process's. */
  readonly sha256: string;
}

/** How long another process may take between placing a checksum file and its dump, in milliseconds. */
const defaultPatience = 5000;
const pollInterval = 50;

/**
 * Publishes a pair under the first candidate, and no other. Several processes may do the same work: the first one's pair stays, and
 * the others return its digest once it is proven. A checksum file whose process died before it placed the dump is replaced.
 *
 * Throws `ALREADY_EXISTS` if something else has the name, or what has it doesn't match its checksum; otherwise what the system
 * throws.
 */
export async function publishOnce(
  options: PairOptions,
  patience = defaultPatience,
): Promise<PublishedOnce> {
  const [first] = options.candidates();
  if (first === undefined) throw new Error('There is no name');
  const until = performance.now() + patience;
  for (;;) {
    try {
      const name = await publishPair({ ...options, candidates: () => [first] });
      return { name, sha256: options.sha256 };
    } catch (error) {
      if (!(error instanceof CreateDumpError) || error.code !== 'ALREADY_EXISTS') throw error;
      const found = await readTaken(options.directory, first);
      if (found === 'unfinished' && performance.now() < until) {
        await sleep(pollInterval);
        continue;
      }
      if (found === 'unfinished') return await takeOver(first.name, options);
      return { name: first.name, sha256: found };
    }
  }
}

/** The proven digest of the pair that has the name; `unfinished` if its checksum file is there, but no dump. */
async function readTaken(directory: string, { name, rivals }: Candidate): Promise<string> {
  const path = join(directory, name);
  const stated = readStatedDigest(join(directory, checksumName(name)), name);
  const present = rivals.filter((rival) => readIdentity(join(directory, rival)) !== undefined);
  // It has been removed since, or is about to get its dump.
  if (present.length === 0) return 'unfinished';
  if (stated !== undefined && !present.includes(name) && present.length === 1) return 'unfinished';
  if (stated !== undefined && present.includes(name) && (await digestOf(path)) === stated) {
    return stated;
  }
  throw new CreateDumpError(
    'ALREADY_EXISTS',
    `${displayPath(join(directory, present.includes(name) ? name : (present[0] ?? name)))} exists and isn't a dump that matches its checksum, so nothing is published in its place. Look at what it is, and remove it.`,
  );
}

/** Hexadecimal. */
async function digestOf(path: string): Promise<string> {
  await using file = await openRegularFile(path);
  const hash = createHash('sha256');
  for await (const piece of file.handle.createReadStream({ autoClose: false })) {
    hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}

/**
 * Publishes the dump where a process has left a checksum file. Ours takes that file's place first: if the process is alive after all
 * and gives up, it removes its own file only.
 */
async function takeOver(name: string, options: PairOptions): Promise<PublishedOnce> {
  const { directory, sha256, dump, warn, record } = options;
  const path = join(directory, name);
  const checksumPath = join(directory, checksumName(name));
  if (readStatedDigest(checksumPath, name) !== sha256) {
    throw new CreateDumpError(
      'ALREADY_EXISTS',
      `${displayPath(checksumPath)} is the checksum of another dump, which is missing. Remove it.`,
    );
  }
  await using checksum = await writeChecksum(name, options);
  await record?.(toAct(path, options));
  renameSync(toFsPath(checksum.path), toFsPath(checksumPath));
  // If the other process has placed its dump by now, that is the same one: it has the digest of the checksum.
  createPlacement(warn).guarded(dump, path);
  await syncDirectory(directory);
  await recordDone(record, toAct(path, options), warn);
  return { name, sha256 };
}
