import { stampToDate } from '@create-dump/core';

export type ArchiveFormat = 'zip' | 'tar.gz';

/** The parts of an archive's file name: `{prefix}_{YYYYMMDD_HHMMSS}[-{n}].zip` or `.tar.gz`. */
export interface ArchiveName {
  /** Prefix of the dump. */
  readonly prefix: string;
  /** Time of the dump in UTC, `YYYYMMDD_HHMMSS`. */
  readonly stamp: string;
  /** Distinguishes archives of one second; 0 for the first. It needn't be the dump's: only the members identify the dump. */
  readonly sequence: number;
  readonly format: ArchiveFormat;
}

const pattern = /^(.+)_(\d{8}_\d{6})(?:-([1-9]\d{0,5}))?\.(zip|tar\.gz)$/su;

export function formatArchiveName({ prefix, stamp, sequence, format }: ArchiveName): string {
  return `${prefix}_${stamp}${sequence === 0 ? '' : `-${sequence}`}.${format}`;
}

/** Undefined if `name` doesn't have the form of an archive's name with a valid time. */
export function parseArchiveName(name: string): ArchiveName | undefined {
  // No file system has longer names; the bound keeps the match fast.
  if (name.length > 255) return undefined;
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, prefix = '', stamp = '', sequence = '0', extension] = match;
  if (stampToDate(stamp) === undefined) return undefined;
  const format = extension === 'zip' ? 'zip' : 'tar.gz';
  return { prefix, stamp, sequence: Number(sequence), format };
}
