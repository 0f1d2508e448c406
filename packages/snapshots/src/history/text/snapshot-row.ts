import { displayPath, formatByteSize } from '@create-dump/core';
import type { KeptSnapshot } from '../kept-snapshot.js';
import type { Verification } from '../read-verified.js';
import { shortId, utcText } from './snapshot-text.js';

/** The head of a table of snapshots; the columns at 2 and 3 are numbers. */
export const snapshotHead = [
  'ID',
  'TIME (UTC)',
  'FILES',
  'SIZE',
  'COMMIT',
  'PLACE',
  'GROUP',
] as const;

/** A snapshot as a row of a table. */
export function snapshotRow({ id, time, end, size, header, live, archive, group }: KeptSnapshot) {
  return [
    shortId(id),
    utcText(time),
    end === undefined ? '?' : (end.files + end.skipped).toLocaleString('en-US'),
    formatByteSize(size),
    header?.git?.commit?.slice(0, 8) ?? '-',
    live === undefined ? 'archived' : archive === undefined ? 'live' : 'both',
    displayPath(group),
  ];
}

/** The head of the column that {@link verifiedCell} fills. */
export const verifiedHead = 'VERIFIED';

/** When a snapshot was last read and found whole: a date in UTC. */
export function verifiedCell({ verified, damaged }: Verification): string {
  if (damaged === true) return 'damaged';
  return verified === undefined ? 'never' : verified.toISOString().slice(0, 10);
}

/** A snapshot as the document of `snapshots` shows it. */
export function snapshotDocument(snapshot: KeptSnapshot, verification: Verification = {}) {
  const { id, dumpName: name, prefix, group, time, size, live, archive, header, end } = snapshot;
  const { files, skipped, bytes, treeSha256 } = end ?? {};
  return {
    id,
    name,
    prefix,
    group,
    time: time.toISOString(),
    size,
    ...(live !== undefined && { live }),
    ...(archive !== undefined && { archive }),
    ...(verification.verified && { verified: verification.verified.toISOString() }),
    ...(verification.damaged && { damaged: true }),
    ...(header?.git && { git: header.git }),
    ...(end && { files, skipped, bytes, treeSha256 }),
  };
}
