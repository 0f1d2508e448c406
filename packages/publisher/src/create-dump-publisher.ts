import type { OpenDumpOutput } from '@create-dump/core';
import { dumpCandidates, type DumpNaming } from './dump-candidates.js';
import { type DestinationOptions, openDumpFile } from './open-dump-file.js';

export interface DumpPublisherOptions extends DestinationOptions, DumpNaming {
  /** Absolute. */
  readonly directory: string;
}

/**
 * Puts dumps into a directory as `{prefix}_all_code_dump_{stamp}.{extension}`, each with its checksum file. Nothing is
 * overwritten: where the name is taken, by whatever kind of dump or checksum, it becomes `…-1`, `…-2` and so on.
 */
export function createDumpPublisher(options: DumpPublisherOptions): OpenDumpOutput {
  return async () => {
    dumpCandidates(options);
    return openDumpFile({ ...options, candidates: () => dumpCandidates(options) });
  };
}
