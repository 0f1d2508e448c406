import { displayPath, formatByteSize } from '@create-dump/core';
import type { FileVersion } from '../find-versions.js';
import {
  countText,
  type PaintText,
  shortId,
  snapshotReference,
  spanText,
} from './snapshot-text.js';

/** Versions as lines, those of one path below its name. */
export function* versionLines(
  versions: readonly FileVersion[],
  paint: PaintText,
): Generator<string> {
  let before: FileVersion | undefined;
  for (const version of versions) {
    const { group, path, sha256, size, mode, isHeld, redacted, first, last, snapshots } = version;
    if (before?.path !== path || before.group !== group) {
      const gap = before === undefined ? '' : '\n';
      yield `${gap}${paint('bold', displayPath(path))}  ${paint('dim', displayPath(group))}\n`;
    }
    before = version;
    const facts = [
      shortId(sha256),
      (size === undefined ? '?' : formatByteSize(size)).padStart(8),
      mode === '100644' ? '' : mode,
      spanText(first.time, last.time),
      countText(snapshots),
      redacted ? 'redacted' : '',
      isHeld ? '' : 'content not in the dumps',
    ];
    yield `  ${facts.filter((fact) => fact !== '').join('  ')}\n`;
  }
}

/** A version as the document of `find` shows it. */
export function versionDocument({ isHeld: held, first, last, ...version }: FileVersion) {
  return { ...version, held, first: snapshotReference(first), last: snapshotReference(last) };
}
