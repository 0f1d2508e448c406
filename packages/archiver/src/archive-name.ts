import { stampToDate } from '@create-dump/core';

export type ArchiveFormat = 'zip' | 'tar.gz';

/** The parts of an archive's file name: `{prefix}_{YYYYMMDD_HHMMSS}[-{n}].zip` or `.tar.gz`. */
export interface ArchiveName {
  /** That of the dump. */
  readonly prefix: string;
  /** That of the dump: UTC, `YYYYMMDD_HHMMSS`. */
  readonly stamp: string;
  /** Tells archives of one second apart; 0 for the first. What an archive holds is told by its members alone. */
  readonly sequence: number;
  readonly format: ArchiveFormat;
}

const pattern = /^(.+)_(\d{8}_\d{6})(?:-([1-9]\d{0,5}))?\.(zip|tar\.gz)$/su;

export function formatArchiveName({ prefix, stamp, sequence, format }: ArchiveName): string {
  return `${prefix}_${stamp}${sequence === 0 ? '' : `-${sequence}`}.${format}`;
}

/** The parts of `name`, or undefined if it isn't an archive's name or its time isn't one. */
export function parseArchiveName(name: string): ArchiveName | undefined {
  // Longer names can't exist; the bound keeps the match fast.
  if (name.length > 255) return undefined;
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, prefix = '', stamp = '', sequence = '0', extension] = match;
  if (stampToDate(stamp) === undefined) return undefined;
  const format = extension === 'zip' ? 'zip' : 'tar.gz';
  return { prefix, stamp, sequence: Number(sequence), format };
}
