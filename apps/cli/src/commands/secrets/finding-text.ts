import { displayPath, type SecretFinding } from '@create-dump/core';
import { counted } from '@create-dump/observing';
import { type ContentPlace, shortId, snapshotReference, utcText } from '@create-dump/snapshots';

/** A secret, and where it is kept: in a dump, or at places in snapshots, the newest first. */
export interface KeptSecret {
  readonly finding: SecretFinding;
  readonly at: { readonly dump: string } | { readonly places: readonly ContentPlace[] };
}

/** A line for each place, such as `1a2b3c4d:src/app.env:3: github-pat (12 snapshots since 2026-03-01T02:30:00)`. */
export function findingText({ finding, at }: KeptSecret): string {
  const { rule, line, path: own } = finding;
  const toLine = (where: string, path: string, more = '') =>
    `${where}:${displayPath(path)}:${line}: ${rule}${more}\n`;
  if ('dump' in at) return toLine(at.dump, own);
  const lines = at.places.map(({ path, first, last, snapshots }) => {
    const since = `${counted(snapshots, 'snapshot')} since ${utcText(first.time)}`;
    return toLine(shortId(last.id), path, ` (${since})`);
  });
  return lines.join('');
}

export function findingDocument({ finding, at }: KeptSecret) {
  if ('dump' in at) return { ...finding, dump: at.dump };
  const places = at.places.map(({ path, group, first, last, snapshots }) => ({
    path,
    group,
    first: snapshotReference(first),
    last: snapshotReference(last),
    snapshots,
  }));
  return { ...finding, places };
}
