import { createReadStream } from 'node:fs';
import {
  checksumName,
  CreateDumpError,
  displayPath,
  encodePath,
  formatChecksumLine,
  type OpenDumpOutput,
  type PublishedDump,
  signatureName,
  type SignBytes,
  type Store,
  type StoreContent,
  type StoredObject,
  toFsPath,
} from '@create-dump/core';
import { createTemporaryFile, removeStaleTemporaries, toFailure } from '@create-dump/files';
import { bytesContent } from './bytes-content.js';
import { dumpCandidates, type DumpNaming } from './dump-candidates.js';

export interface StoreOutputOptions extends DumpNaming {
  readonly store: Store;
  /** Where the dump waits until its digest is known, in a file that only the user can read. Absolute. */
  readonly spoolDirectory: string;
  /** From `createRunId` of `@create-dump/files`. */
  readonly runId: string;
  /** Called with a sentence for each problem that doesn't stop the output. */
  readonly warn: (message: string) => void;
  /** Signs the checksum file. If that fails, nothing is published. Default: nothing is signed. */
  readonly sign?: SignBytes;
  readonly signal: AbortSignal;
}

/**
 * Creates an output that places a dump into a store, with its checksum, under names as those of `createDumpPublisher`. The checksum is
 * created first: it claims the name. A dump that is visible always has one; nothing is overwritten.
 */
export function createStoreOutput(options: StoreOutputOptions): OpenDumpOutput {
  const { spoolDirectory: directory, runId, warn } = options;
  return async () => {
    dumpCandidates(options);
    const spooling = async <T>(work: () => T | Promise<T>) => {
      try {
        return await work();
      } catch (cause) {
        throw toFailure(
          'WRITE_FAILED',
          cause,
          `writing the dump to a file in ${displayPath(directory)}`,
        );
      }
    };
    const file = await spooling(async () => {
      await removeStaleTemporaries({ directory, runId });
      return createTemporaryFile({ directory, runId, kind: 'dump', warn });
    });
    let size = 0;
    return {
      async write(chunk) {
        size += chunk.length;
        await spooling(() => file.write(chunk));
      },
      async publish(sha256) {
        await spooling(() => file.finish());
        const open = (start: number, to: number) =>
          createReadStream(toFsPath(file.path), { start, end: to - 1 }) as AsyncIterable<Buffer>;
        return publishPair({ size, sha256, open }, options);
      },
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  };
}

async function publishPair(
  dump: StoreContent,
  options: StoreOutputOptions,
): Promise<PublishedDump> {
  const { store, signal, prefix, stamp } = options;
  const taken = new Set<string>();
  for await (const { key } of store.list(`${prefix}_all_code_dump_${stamp}`, signal))
    taken.add(key);
  for (const { name, rivals } of dumpCandidates(options)) {
    if (rivals.some((rival) => taken.has(rival))) continue;
    const published = await publishAs(name, dump, options);
    if (published !== undefined) return published;
  }
  const message = `All names for a dump of this second are taken in ${store.name}. Try again.`;
  throw new CreateDumpError('ALREADY_EXISTS', message);
}

/** Undefined if the name is taken. */
async function publishAs(
  name: string,
  dump: StoreContent,
  { store, sign, signal }: StoreOutputOptions,
): Promise<PublishedDump | undefined> {
  const checksumKey = checksumName(name);
  const checksum = Buffer.from(encodePath(formatChecksumLine(dump.sha256, name)));
  const signature = sign && Buffer.from(await sign(checksum));
  const claims: StoredObject[] = [];
  const claim = async (key: string, bytes: Buffer) => {
    const made = await store.create(key, bytesContent(bytes), signal);
    if (made !== 'taken') claims.push(made);
    return made !== 'taken';
  };
  try {
    const signatureKey = signatureName(checksumKey);
    const isClaimed =
      (await claim(checksumKey, checksum)) &&
      (signature === undefined || (await claim(signatureKey, signature))) &&
      (await store.create(name, dump, signal)) !== 'taken';
    if (isClaimed) {
      return {
        path: store.name + name,
        checksumPath: store.name + checksumKey,
        ...(signature && { signaturePath: store.name + signatureKey }),
        sha256: dump.sha256,
      };
    }
  } catch (error) {
    await withdraw(claims, store, (limit) => mayBeThere(name, dump, store, limit));
    throw error;
  }
  await withdraw(claims, store);
  return undefined;
}

/** In milliseconds. The run may be stopping. */
const longestWithdrawal = 10_000;

/** Removes what claimed a name, unless the dump may be there: a dump without a checksum is worse than a checksum without a dump. */
async function withdraw(
  claims: readonly StoredObject[],
  store: Store,
  isNeeded: (signal: AbortSignal) => Promise<boolean> = async () => false,
): Promise<void> {
  const signal = AbortSignal.timeout(longestWithdrawal);
  try {
    if (await isNeeded(signal)) return;
    for (const object of claims.toReversed()) await store.remove(object, signal);
  } catch {
    // What happened before is what has to be told.
  }
}

/** The answer to the last request may have been lost. */
async function mayBeThere(
  name: string,
  { size }: StoreContent,
  store: Store,
  signal: AbortSignal,
): Promise<boolean> {
  return (await store.stat(name, signal))?.size === size;
}
