import { createHash } from 'node:crypto';
import { displayPath } from '@create-dump/core';
import { openRegularFile, toFailure } from '@create-dump/files';
import type { Checkpoint } from './checkpoint.js';
import { createMerkleRoot, type MerkleRoot } from './create-merkle-root.js';
import { type LedgerRecord, noPrevious, parseRecord } from './ledger-record.js';
import { splitLines } from './split-lines.js';

export interface CheckLedgerOptions {
  /** Called with each record, in order, whether or not the chain holds there. */
  readonly onRecord?: (record: LedgerRecord) => void;
  /** A checkpoint that the ledger must begin with. */
  readonly checkpoint?: Checkpoint;
  readonly signal?: AbortSignal;
}

export interface LedgerProblem {
  /** Number of the line, from 1. */
  readonly line: number;
  readonly message: string;
}

export interface LedgerReport {
  /** Of all complete lines; undefined if there is none. */
  readonly checkpoint: Checkpoint | undefined;
  /** Breaks of the chain, and what contradicts the given checkpoint. Empty if the ledger is whole. */
  readonly problems: readonly LedgerProblem[];
  /** Problems beyond the first hundred. */
  readonly omitted: number;
  /** Time of the last record. */
  readonly time: Date | undefined;
}

/**
 * Reads a ledger in bounded memory and checks its chain: each line names the digest of the one before. That finds a changed, removed,
 * inserted or swapped line, but not a missing end, a changed last line, or a ledger that was written anew from some line on; those
 * only a checkpoint finds, for the lines that it covers. Ignores an incomplete last line, which no append acknowledged.
 * @throws {CreateDumpError} `READ_FAILED` if there is no such file, or the system fails to read it. Rejects with the signal's reason.
 */
export async function checkLedger(
  path: string,
  { onRecord, checkpoint, signal }: CheckLedgerOptions = {},
): Promise<LedgerReport> {
  const check = createCheck(checkpoint);
  try {
    await using file = await openRegularFile(path);
    const options = { autoClose: false, ...(signal && { signal }) };
    for await (const line of splitLines(file.handle.createReadStream(options))) {
      const record = check.take(line);
      if (record !== undefined) onRecord?.(record);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw toFailure('READ_FAILED', error, `reading ${displayPath(path)}`);
  }
  return check.finish();
}

const shownProblems = 100;

function createCheck(checkpoint: Checkpoint | undefined) {
  const tree = createMerkleRoot();
  const problems: LedgerProblem[] = [];
  let omitted = 0;
  let previous = noPrevious;
  let next = 1;
  let origin: string | undefined;
  let time: Date | undefined;
  const tell = (line: number, message: string) => {
    if (problems.length < shownProblems) problems.push({ line, message });
    else omitted++;
  };
  return {
    take(line: Buffer): LedgerRecord | undefined {
      tree.add(line);
      const number = tree.size();
      const digest = createHash('sha256').update(line).digest('hex');
      origin ??= `create-dump/ledger/${digest.slice(0, 16)}`;
      const record = parseRecord(line);
      const message = describeBreak(record, { number, next, previous });
      if (message !== undefined) tell(number, message);
      next = (record?.seq ?? next) + 1;
      previous = digest;
      if (record !== undefined) time = new Date(record.time);
      if (number === checkpoint?.size) compare(tree, { origin, checkpoint, tell });
      return record;
    },
    finish(): LedgerReport {
      const size = tree.size();
      if (checkpoint !== undefined && size < checkpoint.size) {
        tell(
          size,
          `The ledger has ${size} records, but the checkpoint covers ${checkpoint.size}: its end was cut off.`,
        );
      }
      const now = origin === undefined ? undefined : { origin, size, root: tree.root() };
      return { checkpoint: now, problems, omitted, time };
    },
  };
}

interface Expected {
  /** Of this line, from 1. */
  readonly number: number;
  /** Sequence number that continues the ledger. */
  readonly next: number;
  /** Digest of the line before. */
  readonly previous: string;
}

function describeBreak(
  record: LedgerRecord | undefined,
  { number, next, previous }: Expected,
): string | undefined {
  if (record === undefined) return `Line ${number} is not a record.`;
  if (record.prev === previous && record.seq === next) return undefined;
  const { seq } = record;
  if (number === 1)
    return `Line 1 is record ${seq} and doesn't begin a ledger: lines before it were removed or changed.`;
  if (record.seq !== next) {
    return `Line ${number} is record ${seq}, but record ${next} should follow: lines were removed, inserted or swapped.`;
  }
  return `Line ${number} doesn't continue line ${number - 1}: one of them was changed.`;
}

function compare(
  tree: MerkleRoot,
  {
    origin,
    checkpoint,
    tell,
  }: { origin: string; checkpoint: Checkpoint; tell: (line: number, message: string) => void },
): void {
  const { size } = checkpoint;
  if (origin !== checkpoint.origin) {
    tell(
      size,
      `The checkpoint is of another ledger (${displayPath(checkpoint.origin)}), or the first line was changed; this one is ${origin}.`,
    );
  } else if (!tree.root().equals(checkpoint.root)) {
    tell(
      size,
      `The first ${size} records are not those of the checkpoint: the ledger was changed or written anew.`,
    );
  }
}
