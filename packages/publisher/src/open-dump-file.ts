import { join } from 'node:path';
import {
  type DumpContent,
  type DumpOutput,
  CreateDumpError,
  displayPath,
  formatByteSize,
  type RecordAct,
  type SignBytes,
} from '@create-dump/core';
import {
  createTemporaryFile,
  describeSystemError,
  prepareDirectory,
  removeStaleTemporaries,
  type TemporaryFile,
  toFailure,
} from '@create-dump/files';
import {
  type Candidate,
  chooseFreeName,
  type PairOptions,
  publishPair,
  toPublished,
} from './publish-pair.js';
import { replacePair, type ReplaceTest, requireReplaceable } from './replace-pair.js';

/** Options of every output to a file. */
export interface DestinationOptions {
  /** From `createRunId` of `@create-dump/files`: part of temporary names, so that a later run can tell whose files they are. */
  readonly runId: string;
  /** Called with a sentence for each problem that doesn't stop the output. */
  readonly warn: (message: string) => void;
  /** Called with what failed before it is done once more, after a failure that may pass. Default: such a failure is final. */
  readonly onRetry?: (why: string) => void;
  /** Permissions of dump and checksum, regardless of the umask. Default: `0o600`, as code may contain secrets. */
  readonly mode?: number;
  /** Records the publication in a ledger, before the dump is visible and once it is. Default: nothing is recorded. */
  readonly record?: RecordAct;
  /** Signs the checksum file. If that fails, nothing is published. Default: nothing is signed. */
  readonly sign?: SignBytes;
  /** Create missing directories; they remain if the run fails. Default: a missing directory is an error. */
  readonly createDirectory?: boolean;
}

interface DumpFileOptions extends DestinationOptions {
  readonly directory: string;
  /** The names the dump may get, in order of preference. */
  readonly candidates: () => Iterable<Candidate>;
  /** Replaces files at the first candidate that pass. Default: nothing is replaced. */
  readonly mayReplace?: ReplaceTest;
}

/** Opens an output that writes to a temporary file in the target directory and publishes from there. */
export async function openDumpFile(options: DumpFileOptions): Promise<DumpOutput> {
  const { directory, candidates, mayReplace, createDirectory = false } = options;
  await prepareDirectory(directory, createDirectory);
  await sweep(options);
  const target = displayPath(join(directory, firstOf(candidates())));
  try {
    if (mayReplace === undefined) chooseFreeName(directory, candidates());
    else requireReplaceable(join(directory, firstOf(candidates())), mayReplace);
    return toOutput(createTemporaryFile({ ...options, kind: 'dump' }), target, options);
  } catch (error) {
    throw toFailure('WRITE_FAILED', error, `opening ${target}`);
  }
}

function toOutput(dump: TemporaryFile, target: string, options: DumpFileOptions): DumpOutput {
  let bytes = 0;
  let failure: Error | undefined;
  return {
    async write(chunk) {
      try {
        await dump.write(chunk);
        bytes += chunk.length;
      } catch (error) {
        failure ??= toFailure(
          'WRITE_FAILED',
          error,
          `writing ${target}, after ${formatByteSize(bytes)}`,
        );
        throw failure;
      }
    },
    async publish(sha256: string, content?: DumpContent) {
      // After a failed write the file has a gap, even if the caller ignored the error.
      if (failure !== undefined) throw failure;
      try {
        await dump.finish();
        const name = await publish({ ...options, dump, sha256, ...(content && { content }) });
        return toPublished(join(options.directory, name), sha256, options);
      } catch (error) {
        throw toFailure('WRITE_FAILED', error, `publishing ${target}`);
      } finally {
        await dump[Symbol.asyncDispose]();
      }
    },
    [Symbol.asyncDispose]: () => dump[Symbol.asyncDispose](),
  };
}

function publish(options: DumpFileOptions & PairOptions): Promise<string> {
  const { mayReplace, candidates } = options;
  if (mayReplace === undefined) return publishPair(options);
  return replacePair({ ...options, mayReplace, name: firstOf(candidates()) });
}

async function sweep({ directory, runId, warn }: DumpFileOptions): Promise<void> {
  try {
    await removeStaleTemporaries({ directory, runId });
  } catch (error) {
    if (error instanceof CreateDumpError) throw error;
    const where = displayPath(directory);
    warn(`Stale temporary files in ${where} were not removed: ${describeSystemError(error)}.`);
  }
}

function firstOf(candidates: Iterable<Candidate>): string {
  for (const { name } of candidates) return name;
  return '';
}
