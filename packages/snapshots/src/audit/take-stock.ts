import { CreateDumpError, displayPath } from '@create-dump/core';
import { createRunId, isRunOver, readIdentity } from '@create-dump/files';
import { createItemStates, type ItemState, type Ledger } from '@create-dump/ledger';
import { join } from 'node:path';
import { adopt } from '../ledger/adopt-kept.js';
import { type KeptFile, listKeptFiles } from '../ledger/list-kept-files.js';
import { hasLedger } from '../ledger/ledger-path.js';
import { openDestinationLedger } from '../ledger/open-destination-ledger.js';
import { type LedgerStates, readStates } from '../ledger/read-states.js';
import type { AuditContext, AuditOptions } from './audit-options.js';
import { type Reconciled, reconcile } from './reconcile.js';

export interface Stock {
  readonly items: readonly Reconciled[];
  readonly isNew: boolean;
  /** Undefined in a dry run of a directory without ledger. */
  readonly states: LedgerStates | undefined;
  /** Undefined in a dry run. */
  readonly ledger: Ledger | undefined;
}

/** Compares a directory with its ledger, which is begun if there is none. Reads no content. */
export async function takeStock(options: AuditOptions, context: AuditContext): Promise<Stock> {
  const { directory, dryRun, checkpoint } = options;
  const isNew = !hasLedger(directory);
  if (isNew && checkpoint !== undefined) {
    throw new CreateDumpError(
      'INTEGRITY',
      `There is no ledger in ${displayPath(directory)}, but the checkpoint is of one with ${checkpoint.size} records: it was removed.`,
    );
  }
  const files = await listKeptFiles(directory);
  if (isNew && !files.some(({ isOurs }) => isOurs)) {
    const message = `There is no snapshot in ${displayPath(directory)}.`;
    throw new CreateDumpError('NO_FILES_CHOSEN', message);
  }
  const opened = dryRun ? undefined : await openLedger(options, context);
  // Read after the directory: what appears in between has its record, and isn't unrecorded.
  const states = await readStates(directory, context.signal, checkpoint);
  const recorded = states?.items ?? pretendToAdopt(files);
  const found = await settleMissing({ files, recorded, options, context });
  const ledger = opened?.ledger;
  if (options.adopt !== true) return { items: found, isNew, states, ledger };
  const adopted = await adoptUnrecorded(found, ledger, context);
  return { items: adopted, isNew, states, ledger };
}

function openLedger({ directory, mode }: AuditOptions, context: AuditContext) {
  const { process, now, signal } = context;
  return openDestinationLedger({ directory, begin: true, mode, process, now, signal });
}

/** What a new ledger would say. */
function pretendToAdopt(files: readonly KeptFile[]): ReadonlyMap<string, ItemState> {
  const states = createItemStates();
  for (const [index, file] of files.filter(({ isOurs }) => isOurs).entries()) {
    const place = { seq: index + 1, prev: '', time: new Date(0).toISOString(), run: '' };
    states.add({ ...place, ...adopt(file) });
  }
  return states.items;
}

interface Settling {
  readonly files: readonly KeptFile[];
  readonly recorded: ReadonlyMap<string, ItemState>;
  readonly options: AuditOptions;
  readonly context: AuditContext;
}

/** What seems to be missing may have been published or removed since the directory was listed. */
async function settleMissing({
  files,
  recorded,
  options,
  context,
}: Settling): Promise<readonly Reconciled[]> {
  const { directory, policy } = options;
  const { process, signal } = context;
  const self = createRunId(process);
  const comparison = {
    maxAge: policy.maxAge,
    now: process.now,
    isOver: (run: string) => run !== self && isRunOver(run, self),
  };
  const found = reconcile(files, recorded, comparison);
  if (!found.some(({ state }) => state === 'missing')) return found;
  const later = await listKeptFiles(directory);
  const states = (await readStates(directory, signal))?.items ?? recorded;
  const again = new Map(reconcile(later, states, comparison).map((one) => [one.item, one]));
  return found.flatMap((one) => {
    if (one.state !== 'missing') return [one];
    const now = again.get(one.item);
    return now === undefined ? [] : [now];
  });
}

async function adoptUnrecorded(
  items: readonly Reconciled[],
  ledger: Ledger | undefined,
  { now, signal }: AuditContext,
): Promise<readonly Reconciled[]> {
  const fresh = items.flatMap(({ state, file }) =>
    state === 'unrecorded' && file !== undefined ? [adopt(file)] : [],
  );
  await ledger?.append(fresh, now(), signal);
  return items.map((one) => {
    if (one.state !== 'unrecorded' || one.file === undefined) return one;
    const { sha256 } = adopt(one.file);
    return { ...one, state: 'never', digests: sha256 === undefined ? [] : [sha256] };
  });
}

/** Whether a file is still there. */
export function isThere(directory: string, item: string): boolean {
  return readIdentity(join(directory, item)) !== undefined;
}
