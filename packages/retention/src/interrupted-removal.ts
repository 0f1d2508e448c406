import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { signatureName } from '@create-dump/core';
import { errorCode, openRegularFile } from '@create-dump/files';
import { applyRetention, type RetentionOutcome } from './apply-retention.js';
import { identifyFile } from './known-file.js';
import { type Orphan, readChecksumLine } from './pair-files.js';
import type { ApplyRetentionOptions, RemovableItem } from './removal-plan.js';

/** A checksum file that stayed when its dump was removed: the run was killed in between, or the system refused. */
export interface InterruptedRemoval extends RemovableItem {
  readonly orphan: Orphan;
  /** The signature of the checksum file, if it stayed as well. */
  readonly signature?: Orphan;
  /** Of the removed dump. */
  readonly sha256: string;
  readonly message: string;
}

/**
 * Finds the orphans that the journal of `applyRetention` proves to be rests of a removal: a record names this checksum file with
 * its size, and the digest that it states. Without a journal there are none. Changes nothing.
 */
export async function findInterrupted(
  orphans: readonly Orphan[],
  journal: string,
): Promise<readonly InterruptedRemoval[]> {
  const candidates = new Map<string, Candidate>();
  const byPath = new Map(orphans.map((orphan) => [orphan.file.path, orphan]));
  for (const orphan of orphans) {
    const sha256 = await readLostDigest(orphan);
    if (sha256 === undefined) continue;
    const { path } = orphan.file;
    const signature = byPath.get(signatureName(path));
    candidates.set(path, { orphan, sha256, ...(signature && { signature }) });
  }
  if (candidates.size === 0) return [];
  const found = new Map<string, InterruptedRemoval>();
  for await (const record of readRecords(journal)) {
    for (const { path, size } of record.files) {
      const candidate = candidates.get(path);
      if (candidate?.sha256 !== record.sha256 || candidate.orphan.file.size !== size) continue;
      found.set(path, toInterrupted(candidate, record));
    }
  }
  return [...found.values()];
}

/**
 * Removes the rests of interrupted removals, except where a dump has appeared beside the checksum file since. Records, checks and
 * failures are those of `applyRetention`.
 */
export async function finishRemovals(
  interrupted: readonly InterruptedRemoval[],
  options: Pick<
    ApplyRetentionOptions<InterruptedRemoval>,
    'journal' | 'record' | 'mode' | 'now' | 'signal'
  >,
): Promise<RetentionOutcome<InterruptedRemoval>> {
  const remove = interrupted.map((item) => ({ item, reasons: [{ message: item.message }] }));
  return applyRetention(
    { keep: [], remove },
    {
      ...options,
      prove: async ({ orphan, sha256 }) =>
        (await readLostDigest(orphan)) === sha256 ? 'proven' : 'mismatch',
      // The dump was removed as a copy; its checksum file alone is a copy of nothing.
      hasOtherCopy: async () => true,
    },
  );
}

type Candidate = Pick<InterruptedRemoval, 'orphan' | 'signature' | 'sha256'>;

/** The digest that a lone checksum file states for a dump that would belong beside it, and doesn't exist. */
async function readLostDigest({ kind, file, lacks }: Orphan): Promise<string | undefined> {
  if (kind !== 'checksum') return undefined;
  const line = await readChecksumLine(file).catch((error: unknown) => {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  });
  if (line === undefined || !lacks.includes(join(dirname(file.path), line.fileName))) {
    return undefined;
  }
  for (const path of lacks) if ((await identifyFile(path)) !== undefined) return undefined;
  return line.sha256;
}

interface RemovalRecord {
  readonly time: Date;
  readonly group: string;
  readonly sha256: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** An unreadable journal proves nothing. */
async function* readRecords(journal: string): AsyncGenerator<RemovalRecord> {
  const file = await openRegularFile(journal).catch(() => undefined);
  if (file === undefined) return;
  await using opened = file;
  const input = opened.handle.createReadStream({ autoClose: false });
  for await (const line of createInterface({ input })) {
    const record = parseRecord(line);
    if (record !== undefined) yield record;
  }
}

/** Undefined for a line that a crash cut off, and for a record without a digest. */
function parseRecord(line: string): RemovalRecord | undefined {
  try {
    const record = JSON.parse(line) as Omit<RemovalRecord, 'time'> & { readonly time: string };
    const { group, sha256, files } = record;
    const time = new Date(record.time);
    const isComplete = typeof group === 'string' && typeof sha256 === 'string';
    if (!isComplete || Number.isNaN(time.getTime())) return undefined;
    return { time, group, sha256, files: files.map(({ path, size }) => ({ path, size })) };
  } catch {
    return undefined;
  }
}

function toInterrupted(
  { orphan, signature, sha256 }: Candidate,
  { time, group, files: recorded }: RemovalRecord,
): InterruptedRemoval {
  const { file } = orphan;
  const isRemoved = recorded.some(
    ({ path, size }) => path === signature?.file.path && size === signature.file.size,
  );
  const own = isRemoved && signature ? { signature } : {};
  const files = [...(own.signature ? [own.signature.file] : []), file];
  const message = `Its dump was removed at ${time.toISOString()}, and the removal was interrupted.`;
  const common = { group, time, sequence: 0, size: file.size, files };
  return { id: file.path, ...common, orphan, ...own, sha256, message };
}
