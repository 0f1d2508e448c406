/*
 * The ledger of a destination, `archives/ledger.jsonl`. `openDestinationLedger` takes the directory and returns the port that
 * records acts there, or nothing if the directory has no ledger and none is to be begun; a new one adopts what is there;
 * `openDestinationRecord` is for acts that come later. The other
 * files list what is kept, and read what the ledger says about it.
 */
import type { RecordAct } from '@create-dump/core';
import { createRunId, type RunIdOptions } from '@create-dump/files';
import type { Ledger } from '@create-dump/ledger';
import { ledgerItem } from './ledger-item.js';
import { hasLedger, ledgerPath } from './ledger-path.js';

export interface DestinationLedgerOptions {
  /** Absolute. */
  readonly directory: string;
  /** Begin a ledger if there is none. */
  readonly begin: boolean;
  /** Permissions of the ledger, regardless of the umask. Default: see `LedgerOptions`. */
  readonly mode?: number | undefined;
  /** `process.now` is the time of the records, unless there is a clock. */
  readonly process: RunIdOptions;
  readonly now?: (() => Date) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A ledger that acts are recorded in. */
export interface DestinationLedger {
  readonly record: RecordAct;
  readonly ledger: Ledger;
}

/**
 * Opens the ledger of a directory. Undefined if there is none and none is to be begun.
 * @throws {CreateDumpError} as `Ledger.append` does, and `READ_FAILED` if the directory can't be listed.
 */
export async function openDestinationLedger(
  options: DestinationLedgerOptions,
): Promise<DestinationLedger | undefined> {
  const { directory, begin, mode, process, signal } = options;
  const isNew = !hasLedger(directory);
  if (isNew && !begin) return undefined;
  const { createLedger } = await import('@create-dump/ledger');
  const { hostname } = process;
  const ledger = createLedger({
    path: ledgerPath(directory),
    runId: createRunId(process),
    hostname,
    ...(mode !== undefined && { mode }),
  });
  const { now = () => process.now } = options;
  if (isNew) {
    const { adoptAll, adoptLate } = await import('./adopt-kept.js');
    await ledger.append(await adoptAll(directory), now(), signal);
    await ledger.append(await adoptLate(directory, signal), now(), signal);
  }
  const record: RecordAct = async ({ act, path, to, ...facts }) => {
    const item = ledgerItem(directory, path);
    const place = to === undefined ? {} : { to: ledgerItem(directory, to) };
    await ledger.append([{ act, item, ...place, ...facts }], now(), signal);
  };
  return { record, ledger };
}

/**
 * Opens the port that records the acts of a run that takes a while. A ledger that begins meanwhile, by an audit, gets the acts after
 * that; what was published before it is adopted.
 * @throws {CreateDumpError} as {@link openDestinationLedger}; so does the port.
 */
export async function openDestinationRecord(options: DestinationLedgerOptions): Promise<RecordAct> {
  let opened = await openDestinationLedger(options);
  return async (act) => {
    opened ??= await openDestinationLedger(options);
    await opened?.record(act);
  };
}
