import { basename, dirname } from 'node:path';
import { checksumName, type OpenDumpOutput, signatureName } from '@create-dump/core';
import { type DestinationOptions, openDumpFile } from './open-dump-file.js';

export interface FileOutputOptions extends DestinationOptions {
  /** Absolute. */
  readonly path: string;
  /** Whether the file at an absolute path may be replaced, together with its checksum file and signature. Default: nothing is replaced. */
  readonly mayReplace?: (path: string) => boolean;
}

/**
 * Creates an output that places a dump at exactly `path`, with its checksum file and signature beside it. If one of the files exists, opening fails
 * with `ALREADY_EXISTS`, unless `mayReplace` allows to replace it; publishing does so if it appeared in the meantime.
 */
export function createFileOutput(options: FileOutputOptions): OpenDumpOutput {
  const name = basename(options.path);
  const checksum = checksumName(name);
  const only = { name, rivals: [name, checksum, signatureName(checksum)] };
  return () =>
    openDumpFile({ ...options, directory: dirname(options.path), candidates: () => [only] });
}
