import { isUtf8 } from 'node:buffer';
import type { DiffEntry, DiffPair, DumpDiff } from '@create-dump/markdown-reader';
import { formatPatch, type StructuredPatch } from 'diff';
import { findHunks } from './find-hunks.js';
import type { DiffSide } from './open-side.js';

/** Larger texts are treated as binary. */
const largestText = 4 * 2 ** 20;

/** A file that exists on one side or both. */
type FilePair = Partial<DiffPair>;

/** The differences as a patch for `git apply`. Contents that aren't text are only named. */
export async function* patchLines(
  diff: DumpDiff,
  before: DiffSide,
  after: DiffSide,
): AsyncGenerator<string> {
  const pairs: readonly FilePair[] = [
    ...diff.removed.map((entry) => ({ before: entry })),
    ...diff.added.map((entry) => ({ after: entry })),
    ...diff.changed,
    ...diff.renamed,
    ...diff.modeChanged,
    ...diff.unknown,
  ];
  for (const pair of pairs) {
    const oldText = await textOf(pair.before, before);
    const newText = await textOf(pair.after, after);
    const isText = oldText !== undefined && newText !== undefined;
    yield formatPatch({
      ...describe(pair),
      ...(isText ? { hunks: [...findHunks(oldText, newText)] } : { isBinary: true }),
    });
  }
}

function describe({ before, after }: FilePair): StructuredPatch {
  const oldMode = before && (before.mode ?? '100644');
  const newMode = after && (after.mode ?? '100644');
  const isRename = before !== undefined && after !== undefined && before.path !== after.path;
  return {
    isGit: true,
    oldFileName: before === undefined ? '/dev/null' : `a/${before.path}`,
    newFileName: after === undefined ? '/dev/null' : `b/${after.path}`,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [],
    ...(isRename && { isRename }),
    ...(before === undefined && { isCreate: true }),
    ...(after === undefined && { isDelete: true }),
    ...(oldMode !== newMode && oldMode !== undefined && { oldMode }),
    ...(oldMode !== newMode && newMode !== undefined && { newMode }),
  };
}

/** The text of a side, empty if the file doesn't exist there; undefined if it isn't text, is too long, or isn't in the dump. */
async function textOf(entry: DiffEntry | undefined, side: DiffSide): Promise<string | undefined> {
  if (entry === undefined) return '';
  if ((entry.size ?? 0) > largestText) return undefined;
  const bytes = await side.read(entry);
  if (bytes === undefined || !isUtf8(bytes) || bytes.includes(0)) return undefined;
  return bytes.toString('utf8');
}
