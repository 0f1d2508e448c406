/*
 * `create-dump snapshots`: lists what @create-dump/snapshots finds in a directory, as a table, a calendar of each group, or JSON.
 */
import { resolve } from 'node:path';
import {
  documentText,
  type Observers,
  tableOf,
  terminalWidth,
  writeAll,
} from '@create-dump/observing';
import {
  calendarText,
  type FindVerification,
  type KeptSnapshot,
  listSnapshots,
  requireSome,
  type SnapshotList,
  type StoredSnapshotList,
  snapshotDocument,
  snapshotHead,
  snapshotRow,
  readVerified,
  verifiedCell,
  verifiedHead,
} from '@create-dump/snapshots';
import { historyContext } from '../../inputs/history-context.js';
import {
  openRequestedTrust,
  type StoreAccess,
  type StoreRequest,
  type TrustRequest,
} from '@create-dump/commands';
import { isStoreUrl, type Observe } from '@create-dump/core';
import { listStore } from '../../inputs/resolve-dump.js';
import { type FoundSignature, findSignatures } from './find-signatures.js';
import { reportHistory } from '../report-history.js';
import type { World } from '../../process/world.js';

export interface SnapshotsRequest {
  readonly directory: string;
  readonly group: string | undefined;
  readonly trust: TrustRequest | undefined;
  readonly store: StoreRequest;
  readonly calendar: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Lists the snapshots of a directory; returns the exit code, 4 if some can't be read. */
export async function runSnapshots(
  request: SnapshotsRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const { directory, group, calendar, json } = request;
  const { observe } = observers;
  const access = { request: request.store, observe };
  const place = isStoreUrl(directory) ? directory : resolve(world.cwd, directory);
  const { list, find, stored } = isStoreUrl(place)
    ? await lookIntoStore(place, world, access)
    : await lookIntoDirectory(place, world, observe);
  const { snapshots, problems } = requireSome(list, group, [place]);
  const trust = await openRequestedTrust(request.trust, { world, observe });
  const signatures = await findSignatures(snapshots, trust, { world, access, stored });
  observers.settle();
  const text = json
    ? documentText('snapshots', {
        snapshots: snapshots.map((one) => ({
          ...snapshotDocument(one, find?.(one)),
          ...signatureOf(signatures.get(one)),
        })),
        problems,
      })
    : calendar
      ? calendarText(snapshots, { width: world.stdout.columns ?? 80, paint: observers.paint })
      : tableOf(toTable(snapshots, find, signatures), {
          right: [2, 3],
          width: terminalWidth(world.stdout, request),
        });
  await writeAll(world.stdout, text);
  return reportHistory({ problems, unread: 0 }, observers);
}

interface Looked {
  readonly list: SnapshotList;
  readonly find?: FindVerification | undefined;
  readonly stored?: StoredSnapshotList;
}

async function lookIntoStore(address: string, world: World, access: StoreAccess): Promise<Looked> {
  const stored = await listStore(address, world, access);
  return { list: stored, stored };
}

async function lookIntoDirectory(path: string, world: World, observe: Observe): Promise<Looked> {
  const list = await listSnapshots(path, historyContext(world, observe));
  return { list, find: await readVerified(path, world.signal) };
}

/** Where there is a ledger, with what it says about the last verification; where something is signed, with that. */
function toTable(
  snapshots: readonly KeptSnapshot[],
  find: FindVerification | undefined,
  signatures: ReadonlyMap<KeptSnapshot, FoundSignature>,
) {
  const rows = [snapshotHead, ...snapshots.map(snapshotRow)];
  const verified = [verifiedHead, ...snapshots.map((one) => (find ? verifiedCell(find(one)) : ''))];
  const signed = ['SIGNED', ...snapshots.map((one) => signatures.get(one)?.word ?? '-')];
  const columns = [...(find ? [verified] : []), ...(signatures.size > 0 ? [signed] : [])];
  return rows.map((row, at) => row.toSpliced(-1, 0, ...columns.map((cells) => cells[at] ?? '')));
}

function signatureOf(found: FoundSignature | undefined): object {
  return found === undefined ? {} : { signature: found.document };
}
