import { basename, dirname } from 'node:path';
import { checksumName, type OpenDumpOutput } from '@create-dump/core';
import { type DestinationOptions, openDumpFile } from './open-dump-file.js';

export interface FileOutputOptions extends DestinationOptions {
  /** Absolute. */
  readonly path: string;
}

/**
 * Puts a dump at exactly `path`, its checksum file beside it. Where one of the two exists, opening fails with
 * `ALREADY_EXISTS`, before any work; so does publishing, if it came to be in the meantime.
 */
export function createFileOutput(options: FileOutputOptions): OpenDumpOutput {
  const name = basename(options.path);
  const only = { name, rivals: [name, checksumName(name)] };
  return () =>
    openDumpFile({ ...options, directory: dirname(options.path), candidates: () => [only] });
}
