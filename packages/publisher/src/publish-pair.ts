import { join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  displayPath,
  type DumpContent,
  encodePath,
  formatChecksumLine,
  type KeptAct,
  type PublishedDump,
  type RecordAct,
  recordDone,
  signatureName,
  type SignBytes,
} from '@create-dump/core';
import {
  createPlacement,
  createTemporaryFile,
  type PlaceableFile,
  type Placement,
  readIdentity,
  syncDirectory,
  type TemporaryFile,
  withdrawFile,
} from '@create-dump/files';

/** A possible name for the dump. */
export interface Candidate {
  readonly name: string;
  /** Names that must be free for it to be used. */
  readonly rivals: readonly string[];
}

export interface PairOptions {
  readonly directory: string;
  readonly runId: string;
  readonly mode?: number;
  readonly warn: (message: string) => void;
  /** See `DestinationOptions`. */
  readonly onRetry?: (why: string) => void;
  readonly candidates: () => Iterable<Candidate>;
  /** Already synced to the disk. Disposing removes its temporary name. */
  readonly dump: PlaceableFile & AsyncDisposable;
  /** Of the dump, hexadecimal. */
  readonly sha256: string;
  readonly content?: DumpContent;
  /** See `DestinationOptions`. */
  readonly record?: RecordAct;
  readonly sign?: SignBytes;
}

/**
 * Places dump, checksum and signature under the first free candidate and returns the dump's name. The checksum is placed first: it
 * reserves the name. Then comes the signature: a visible dump always has both. On failure none of them is visible.
 *
 * Throws `ALREADY_EXISTS` if no candidate is free, otherwise what the system throws.
 */
export async function publishPair(options: PairOptions): Promise<string> {
  const placement = createPlacement(options.warn, options.onRetry);
  const tried = new Set<string>();
  for (;;) {
    const name = chooseFreeName(options.directory, options.candidates(), tried);
    if (await publishAs(name, options, placement)) return name;
    tried.add(name);
  }
}

/** The first candidate that isn't in `tried` and whose names are all free; throws `ALREADY_EXISTS` if there is none. */
export function chooseFreeName(
  directory: string,
  candidates: Iterable<Candidate>,
  tried: ReadonlySet<string> = new Set(),
): string {
  let taken = directory;
  for (const { name, rivals } of candidates) {
    const rival = findTaken(directory, rivals);
    if (rival === undefined && !tried.has(name)) return name;
    taken = rival ?? join(directory, name);
  }
  const message = `${displayPath(taken)} exists, and nothing is overwritten. Remove it or choose another name.`;
  throw new CreateDumpError('ALREADY_EXISTS', message);
}

function findTaken(directory: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const path = join(directory, name);
    if (readIdentity(path) !== undefined) return path;
  }
  return undefined;
}

/** False if another run took the name first. */
async function publishAs(name: string, options: PairOptions, place: Placement): Promise<boolean> {
  const { directory, dump, warn, record } = options;
  const path = join(directory, name);
  const checksumPath = join(directory, checksumName(name));
  const signaturePath = signatureName(checksumPath);
  await using checksum = await writeChecksum(name, options);
  await using signature = await writeSignature(name, options);
  let published = false;
  try {
    if (!place.reserving(checksum, checksumPath)) return false;
    if (signature !== undefined && !place.guarded(signature, signaturePath)) return false;
    // The name is ours from here on, so no other run can record this path.
    await record?.(toAct(path, options));
    published = place.guarded(dump, path);
    if (published) {
      await checksum[Symbol.asyncDispose]();
      await signature?.[Symbol.asyncDispose]();
      await dump[Symbol.asyncDispose]();
      await syncDirectory(directory);
      await recordDone(record, toAct(path, options), warn);
    }
    return published;
  } catch (error) {
    published = false;
    throw error;
  } finally {
    // If the dump can't be removed, the others stay: a visible dump always has them.
    if (!published && withdrawFile(dump, path, warn)) {
      if (signature !== undefined) withdrawFile(signature, signaturePath, warn);
      withdrawFile(checksum, checksumPath, warn);
    }
  }
}

/** The publication of a dump, as the ledger gets it. */
export function toAct(
  path: string,
  { sha256, content }: Pick<PairOptions, 'sha256' | 'content'>,
): KeptAct {
  return { act: 'publish', path, sha256, ...content };
}

/** What was published at the path of a dump. */
export function toPublished(
  path: string,
  sha256: string,
  { sign }: Pick<PairOptions, 'sign'>,
): PublishedDump {
  const checksumPath = checksumName(path);
  const signed = sign && { signaturePath: signatureName(checksumPath) };
  return { path, checksumPath, sha256, ...signed };
}

/** The checksum file under a temporary name, synced to the disk. */
export async function writeChecksum(name: string, options: PairOptions): Promise<TemporaryFile> {
  return writeTemporary(checksumBytes(name, options), 'checksum', options);
}

/** The signature of the checksum file, likewise; undefined if nothing is to be signed. */
export async function writeSignature(
  name: string,
  options: PairOptions,
): Promise<TemporaryFile | undefined> {
  if (options.sign === undefined) return undefined;
  const signature = await options.sign(checksumBytes(name, options));
  return writeTemporary(Buffer.from(signature), 'signature', options);
}

function checksumBytes(name: string, { sha256 }: PairOptions): Uint8Array {
  return encodePath(formatChecksumLine(sha256, name));
}

async function writeTemporary(
  bytes: Uint8Array,
  kind: 'checksum' | 'signature',
  options: PairOptions,
): Promise<TemporaryFile> {
  const file = createTemporaryFile({ ...options, kind });
  try {
    await file.write(bytes);
    await file.finish();
    return file;
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
}
