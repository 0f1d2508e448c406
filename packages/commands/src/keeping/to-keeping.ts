import { usage } from '@create-dump/command-line';
import { type KeepingOptions, parseKeepWithin, type RetentionPolicy } from '@create-dump/snapshots';
import { CreateDumpError } from '@create-dump/core';
import type { KeepingArguments } from './keeping-arguments.js';

/** The options as the snapshots package takes them. `directory` is absolute. Throws `USAGE` for an invalid duration. */
export function toKeeping(
  given: KeepingArguments,
  directory: string,
): Omit<KeepingOptions, 'dryRun'> {
  const { search, archiveFormat, includeCurrent, keepLatest, cleanRoot, noRemove, pins } = given;
  const { dumpPattern, mode, ledger } = given;
  return {
    directory,
    search,
    archiveFormat,
    includeCurrent,
    keepLatest,
    cleanRoot,
    noRemove,
    pins,
    ledger,
    policy: toPolicy(given),
    ...(dumpPattern !== undefined && { dumpPattern }),
    ...(mode !== undefined && { mode }),
  };
}

function toPolicy({ counts, keepWithin }: KeepingArguments): RetentionPolicy {
  if (keepWithin === undefined) return counts;
  try {
    return { ...counts, keepWithin: parseKeepWithin(keepWithin) };
  } catch (error) {
    if (!(error instanceof CreateDumpError)) throw error;
    throw usage(`--keep-within: ${error.message}`);
  }
}
