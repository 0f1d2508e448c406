import { basename } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  displayPath,
  formatDumpName,
  type OpenDumpOutput,
} from '@create-dump/core';
import { type DestinationOptions, openDumpFile } from './open-dump-file.js';
import type { Candidate } from './publish-pair.js';

export interface DumpPublisherOptions extends DestinationOptions {
  /** Absolute. */
  readonly directory: string;
  /** The first part of the name, see core's `toDumpPrefix`. */
  readonly prefix: string;
  /** The dump's time in UTC, `YYYYMMDD_HHMMSS`. */
  readonly stamp: string;
  /** `md`, `md.gz`, `json` or `json.gz`. */
  readonly extension: string;
}

/**
 * Puts dumps into a directory as `{prefix}_all_code_dump_{stamp}.{extension}`, each with its checksum file. Nothing is
 * overwritten: where the name is taken, by whatever kind of dump or checksum, it becomes `…-1`, `…-2` and so on.
 */
export function createDumpPublisher(options: DumpPublisherOptions): OpenDumpOutput {
  return async () => {
    const { name } = candidate(options, 0);
    if (basename(name) !== name) {
      throw new CreateDumpError('USAGE', `"${displayPath(name)}" is a path, not a file name.`);
    }
    return openDumpFile({ ...options, candidates: () => candidates(options) });
  };
}

// core's parseDumpName reads no more than six digits.
const lastSequence = 999_999;

function* candidates(options: DumpPublisherOptions): Generator<Candidate> {
  for (let sequence = 0; sequence <= lastSequence; sequence++) yield candidate(options, sequence);
}

/** Dumps of one stem share one checksum name, so a dump of any kind takes the stem. */
function candidate(
  { prefix, stamp, extension }: DumpPublisherOptions,
  sequence: number,
): Candidate {
  const nameWith = (extension: string) => formatDumpName({ prefix, stamp, sequence, extension });
  const name = nameWith(extension);
  return { name, rivals: [checksumName(name), ...extensions.map(nameWith)] };
}

const extensions = ['md', 'md.gz', 'json', 'json.gz'];
