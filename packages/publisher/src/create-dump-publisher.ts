import type { OpenDumpOutput } from '@create-dump/core';
import { dumpCandidates, type DumpNaming } from './dump-candidates.js';
import { type DestinationOptions, openDumpFile } from './open-dump-file.js';

export interface DumpPublisherOptions extends DestinationOptions, DumpNaming {
  /** Absolute. */
  readonly directory: string;
}

/**
 * Creates an output that places a dump into a directory as `{prefix}_all_code_dump_{stamp}.{extension}`, with its checksum file.
 * Never overwrites: if a dump of any kind or a checksum file has the name, `…-1`, `…-2` and so on are tried.
 */
export function createDumpPublisher(options: DumpPublisherOptions): OpenDumpOutput {
  return async () => {
    dumpCandidates(options);
    return openDumpFile({ ...options, candidates: () => dumpCandidates(options) });
  };
}
