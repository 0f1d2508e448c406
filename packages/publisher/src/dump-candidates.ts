import { basename } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  displayPath,
  formatDumpName,
  parseDumpName,
  signatureName,
} from '@create-dump/core';
import { type Candidate, chooseFreeName } from './publish-pair.js';

/** The parts of a dump's name. */
export interface DumpNaming {
  /** The first part of the name; see core's `toDumpPrefix`. */
  readonly prefix: string;
  /** The dump's time in UTC, `YYYYMMDD_HHMMSS`. */
  readonly stamp: string;
  /** `md`, `md.gz`, `json` or `json.gz`. */
  readonly extension: string;
}

/**
 * The names a dump may get, in order of preference. Throws `USAGE` if the prefix would turn them into paths.
 * @param first The number of the first one. Default: 0, the name without a number.
 */
export function dumpCandidates(naming: DumpNaming, first = 0): Iterable<Candidate> {
  const { name } = candidate(naming, 0);
  if (basename(name) !== name) {
    throw new CreateDumpError('USAGE', `"${displayPath(name)}" is a path, not a file name.`);
  }
  return candidates(naming, first);
}

/** Which of the names is the first free one in a directory: 0 for the name without a number. Throws `ALREADY_EXISTS`. */
export function findFreeSequence(naming: DumpNaming, directory: string): number {
  const name = chooseFreeName(directory, dumpCandidates(naming));
  return parseDumpName(name)?.sequence ?? 0;
}

// More dumps than can be made in one second. A file system that reports every name as taken is asked for minutes with more.
const lastSequence = 9999;

function* candidates(naming: DumpNaming, first: number): Generator<Candidate> {
  for (let sequence = first; sequence <= lastSequence; sequence++)
    yield candidate(naming, sequence);
}

/**
 * Dumps with the same stem share the names of their checksum file and its signature, so a dump of any kind occupies the stem. A
 * signature that was left there would be one of another checksum.
 */
function candidate({ prefix, stamp, extension }: DumpNaming, sequence: number): Candidate {
  const nameWith = (extension: string) => formatDumpName({ prefix, stamp, sequence, extension });
  const name = nameWith(extension);
  const checksum = checksumName(name);
  return { name, rivals: [checksum, signatureName(checksum), ...extensions.map(nameWith)] };
}

const extensions = ['md', 'md.gz', 'json', 'json.gz'];
