import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  checksumName,
  decodePath,
  displayPath,
  parseChecksumLine,
  type PublishedDump,
  toFsPath,
} from '@create-dump/core';
import {
  type FileIdentity,
  isNameOf,
  readIdentity,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import { dumpCandidates, type DumpNaming } from './dump-candidates.js';
import { publishPair } from './publish-pair.js';

/** A dump that lies, whole and on the disk, in another directory of the same file system. */
export interface StagedDump extends DumpNaming {
  /** Absolute. */
  readonly staged: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

export interface PublishStagedOptions {
  /** Absolute; it exists. */
  readonly directory: string;
  /** From `createRunId`. */
  readonly runId: string;
  /** Is told, in a sentence, what a person should know and what stops nothing. */
  readonly warn: (message: string) => void;
}

/**
 * Makes a staged dump and its checksum visible, both or none, under the first name that is free. One that is there already
 * stays as it is, so that what a killed run began can be finished. The staged name remains, but on file systems without
 * hard links.
 *
 * Throws `WRITE_FAILED`, or `ALREADY_EXISTS` if no name is free.
 */
export async function publishStagedDump(
  dump: StagedDump,
  options: PublishStagedOptions,
): Promise<PublishedDump> {
  const { directory } = options;
  const { staged, sha256 } = dump;
  try {
    const identity = requireIdentity(staged);
    const name =
      findPublished(dump, identity, directory) ??
      (await publishPair({
        ...options,
        candidates: () => dumpCandidates(dump),
        dump: { path: staged, identity, [Symbol.asyncDispose]: keepStaged },
        sha256,
      }));
    const path = join(directory, name);
    return { path, checksumPath: join(directory, checksumName(name)), sha256 };
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `publishing ${displayPath(staged)}`);
  }
}

/**
 * Takes back what {@link publishStagedDump} has made visible, the dump first; nothing happens if it isn't there. Where the
 * staged name is gone, as on file systems without hard links, nothing proves which dump it was, and none is touched.
 */
export async function withdrawStagedDump(
  dump: StagedDump,
  { directory }: Pick<PublishStagedOptions, 'directory'>,
): Promise<void> {
  const { staged } = dump;
  try {
    const identity = readIdentity(staged);
    const name = identity && findPublished(dump, identity, directory);
    if (name === undefined) return;
    unlinkSync(toFsPath(join(directory, name)));
    const checksumPath = join(directory, checksumName(name));
    const line = parseChecksumLine(decodePath(readFileSync(toFsPath(checksumPath))));
    if (line?.fileName === name && line.sha256 === dump.sha256) {
      unlinkSync(toFsPath(checksumPath));
    }
    await syncDirectory(directory);
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `taking back ${displayPath(staged)}`);
  }
}

function requireIdentity(path: string): FileIdentity {
  const identity = readIdentity(path);
  if (identity !== undefined) return identity;
  throw new Error(`${displayPath(path)} is gone`);
}

/** The name under which the very file is visible: names are given out in order, without a gap. */
function findPublished(
  dump: StagedDump,
  identity: FileIdentity,
  directory: string,
): string | undefined {
  for (const { name, rivals } of dumpCandidates(dump)) {
    if (isNameOf(join(directory, name), identity)) return name;
    const taken = rivals.map((rival) => readIdentity(join(directory, rival)));
    if (taken.every((found) => found === undefined)) return undefined;
  }
  return undefined;
}

/** The staged name is removed by the caller that made it. */
const keepStaged = async () => {};
