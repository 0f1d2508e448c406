import {
  createPlacement,
  createTemporaryFile,
  isNameOf,
  openRegularFile,
  type OpenRegularFile,
  type Placement,
  readIdentity,
  syncDirectory,
  type TemporaryFile,
  withdrawFile,
} from '@create-dump/files';
import type { ArchiveFormat } from '../archive-name.js';
import { packMembers, type PackOptions } from './pack-members.js';

export interface WriteOptions {
  /** Must exist. */
  readonly directory: string;
  readonly format: ArchiveFormat;
  readonly runId: string;
  readonly mode?: number;
  readonly warn: (message: string) => void;
}

/** What to archive, how to prove it, and under which name. */
export interface ArchivePlan<T> extends Pick<PackOptions, 'members' | 'date'> {
  /**
   * Reads the synced archive back, and throws `INTEGRITY` if it doesn't hold the members.
   * @param isOurs Whether the temporary name still leads to the file that was written.
   */
  readonly readBack: (file: OpenRegularFile, isOurs: boolean) => Promise<T>;
  /** Paths in the directory, by preference. */
  readonly names: Iterable<string>;
  readonly placement: keyof Placement;
  /** Called before the archive gets its name, which is free, and once it has it. */
  readonly onPlacing?: (path: string) => Promise<void>;
  readonly onPlaced?: (path: string) => Promise<void>;
  /** The error if every name is taken. */
  readonly taken: () => Error;
}

export interface WrittenArchive<T> {
  readonly path: string;
  /** Size of the archive file. */
  readonly bytes: number;
  readonly proven: T;
}

/**
 * Packs members into a temporary file, syncs it, reads it back, and gives it the first free name. Never overwrites. If anything
 * fails, there is no archive.
 */
export async function writeArchive<T>(
  plan: ArchivePlan<T>,
  options: WriteOptions,
  signal: AbortSignal,
): Promise<WrittenArchive<T>> {
  await using file = createTemporaryFile({ ...options, kind: 'archive' });
  const { members, date } = plan;
  const write = (piece: Uint8Array) => file.write(piece);
  await packMembers({ format: options.format, date, members, write, signal });
  await file.finish();
  const { bytes, proven } = await prove(plan, file);
  signal.throwIfAborted();
  return { path: await publish(plan, file, options), bytes, proven };
}

async function prove<T>({ readBack }: ArchivePlan<T>, { path, identity }: TemporaryFile) {
  await using file = await openRegularFile(path);
  const proven = await readBack(file, isNameOf(path, identity));
  return { bytes: file.size, proven };
}

/** Returns the path. */
async function publish(
  { names, placement, taken, onPlacing, onPlaced }: ArchivePlan<unknown>,
  file: TemporaryFile,
  { directory, warn }: WriteOptions,
): Promise<string> {
  const place = createPlacement(warn)[placement];
  for (const path of names) {
    if (readIdentity(path) !== undefined) continue;
    await onPlacing?.(path);
    if (!place(file, path)) continue;
    try {
      await file[Symbol.asyncDispose]();
      await syncDirectory(directory);
      await onPlaced?.(path);
      return path;
    } catch (error) {
      withdrawFile(file, path, warn);
      throw error;
    }
  }
  throw taken();
}

/** Clamped to what both formats hold: ZIP starts in 1980, and the library's tar ends with 31 bits, in 2038. */
export function toMemberDate(date: Date): Date {
  const time = date.getTime();
  return new Date(Math.min(Math.max(time, Date.UTC(1980, 0, 1)), (2 ** 31 - 1) * 1000));
}
