import { lstatSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  checksumName,
  decodePath,
  displayPath,
  type DumpContent,
  parseChecksumLine,
  type PublishedDump,
  type RecordAct,
  recordDone,
  signatureName,
  type SignBytes,
  toFsPath,
} from '@create-dump/core';
import {
  type FileIdentity,
  isNameOf,
  readIdentity,
  readRegularFile,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import { dumpCandidates, type DumpNaming } from './dump-candidates.js';
import { isSignatureFile } from './is-signature-file.js';
import { type PairOptions, publishPair, toAct, toPublished } from './publish-pair.js';
import { publishOnce } from './publish-once.js';

/** A complete dump, synced to the disk, in another directory of the same file system. */
export interface StagedDump extends DumpNaming {
  /** Absolute. */
  readonly staged: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  readonly content?: DumpContent;
  /** The number of the first name that it may get. Default: 0, the name without a number. */
  readonly sequence?: number;
}

export interface PublishStagedOptions {
  /** Absolute; it must exist. */
  readonly directory: string;
  /** From `createRunId` of `@create-dump/files`. */
  readonly runId: string;
  /** Called with a sentence for each problem that doesn't stop the publication. */
  readonly warn: (message: string) => void;
  /** See `DestinationOptions`. */
  readonly onRetry?: (why: string) => void;
  /** Records the publication in a ledger, before the dump is visible and once it is. Default: nothing is recorded. */
  readonly record?: RecordAct;
  /** Signs the checksum file. If that fails, nothing is published. Default: nothing is signed. */
  readonly sign?: SignBytes;
  /**
   * What to do if the first name is taken by another dump. `next`: take the next free one. `same`: the name follows from the work,
   * so the dump that has it is the work's result if it matches its checksum; see `PublishedDump.sha256`. Nothing is signed then.
   * Default: `next`.
   */
  readonly ifTaken?: 'next' | 'same';
}

/**
 * Makes a staged dump, its checksum and its signature visible, all or none, under the first free name, or the one of `ifTaken`. Idempotent: a dump that is visible
 * already keeps its name, so that a later run can finish the work of a killed one. The staged name remains, except on file
 * systems without hard links.
 *
 * Throws `WRITE_FAILED`, or `ALREADY_EXISTS` if no name is free or, with `same`, what has the name isn't a whole dump.
 */
export async function publishStagedDump(
  dump: StagedDump,
  options: PublishStagedOptions,
): Promise<PublishedDump> {
  const { directory } = options;
  const { staged, sha256 } = dump;
  try {
    const identity = requireIdentity(staged);
    const visible = findPublished(dump, identity, directory);
    // The run that published it may have been killed before it recorded that.
    if (visible !== undefined) {
      await recordDone(options.record, toAct(join(directory, visible), dump), options.warn);
    }
    if (visible !== undefined) return toPublished(join(directory, visible), sha256, options);
    const pair = toPair(dump, identity, options);
    if (options.ifTaken === 'same') {
      const once = await publishOnce(pair);
      return toPublished(join(directory, once.name), once.sha256, {});
    }
    return toPublished(join(directory, await publishPair(pair)), sha256, options);
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `publishing ${displayPath(staged)}`);
  }
}

function toPair(
  dump: StagedDump,
  identity: FileIdentity,
  { directory, runId, warn, onRetry, record, sign, ifTaken }: PublishStagedOptions,
): PairOptions {
  const { staged, sha256, content } = dump;
  return {
    directory,
    runId,
    warn,
    ...(onRetry && { onRetry }),
    ...(record && { record }),
    ...(sign && ifTaken !== 'same' && { sign }),
    ...modeOf(staged),
    candidates: () => dumpCandidates(dump, dump.sequence),
    dump: { path: staged, identity, [Symbol.asyncDispose]: keepStaged },
    sha256,
    ...(content && { content }),
  };
}

/**
 * Undoes {@link publishStagedDump}: removes the visible dump, then its signature and its checksum. Does nothing if the dump isn't visible, or if
 * the staged name is gone (as on file systems without hard links): without it, nothing proves which dump is meant.
 *
 * Throws `WRITE_FAILED`.
 */
export async function withdrawStagedDump(
  dump: StagedDump,
  { directory, record }: Pick<PublishStagedOptions, 'directory' | 'record'>,
): Promise<void> {
  const { staged } = dump;
  try {
    const identity = readIdentity(staged);
    const name = identity && findPublished(dump, identity, directory);
    if (name === undefined) return;
    const path = join(directory, name);
    const reasons = ['Not all dumps of the batch could be published.'];
    await record?.({ act: 'remove', path, sha256: dump.sha256, reasons });
    unlinkSync(toFsPath(path));
    const checksumPath = join(directory, checksumName(name));
    const signaturePath = signatureName(checksumPath);
    if (isSignatureFile(signaturePath)) unlinkSync(toFsPath(signaturePath));
    const bytes = readRegularFile(checksumPath, { limit: maxChecksumBytes });
    const line = parseChecksumLine(decodePath(bytes ?? Buffer.of()));
    if (line?.fileName === name && line.sha256 === dump.sha256) {
      unlinkSync(toFsPath(checksumPath));
    }
    await syncDirectory(directory);
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `withdrawing ${displayPath(staged)}`);
  }
}

/** One line with the longest possible name is shorter. */
const maxChecksumBytes = 2 ** 13;

/** The checksum file gets the permissions of the dump, unless they are the default. */
function modeOf(staged: string): { readonly mode?: number } {
  const mode = lstatSync(toFsPath(staged)).mode & 0o777;
  return mode === 0o600 ? {} : { mode };
}

function requireIdentity(path: string): FileIdentity {
  const identity = readIdentity(path);
  if (identity !== undefined) return identity;
  throw new Error('The staged dump has vanished');
}

/** The name under which this file is visible. Names are given out in order, so the search ends at the first free one. */
function findPublished(
  dump: StagedDump,
  identity: FileIdentity,
  directory: string,
): string | undefined {
  for (const { name, rivals } of dumpCandidates(dump, dump.sequence)) {
    if (isNameOf(join(directory, name), identity)) return name;
    const taken = rivals.map((rival) => readIdentity(join(directory, rival)));
    if (taken.every((found) => found === undefined)) return undefined;
  }
  return undefined;
}

/** The caller that created the staged name removes it. */
const keepStaged = async () => {};
