import { type StructuredPatch, structuredPatch } from 'diff';

type Hunk = StructuredPatch['hunks'][number];

/**
 * The time of a comparison grows with the square of the number of removed and added lines, and nothing can interrupt it. This
 * many take less than half a second.
 */
const mostEdits = 2000;

/** The hunks of a patch between two texts. Where too many lines differ, one hunk replaces all of them. */
export function findHunks(oldText: string, newText: string): readonly Hunk[] {
  if (oldText === newText) return [];
  const isOneSided = oldText === '' || newText === '';
  const options = { maxEditLength: mostEdits };
  const patch = isOneSided
    ? undefined
    : structuredPatch('', '', oldText, newText, undefined, undefined, options);
  return patch?.hunks ?? [replaceAll(oldText, newText)];
}

function replaceAll(oldText: string, newText: string): Hunk {
  const before = linesOf(oldText);
  const after = linesOf(newText);
  return {
    oldStart: 1,
    oldLines: before.length,
    newStart: 1,
    newLines: after.length,
    lines: [...signed('-', before, oldText), ...signed('+', after, newText)],
  };
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function signed(sign: string, lines: readonly string[], text: string): readonly string[] {
  const marker = text === '' || text.endsWith('\n') ? [] : ['\\ No newline at end of file'];
  return [...lines.map((line) => `${sign}${line}`), ...marker];
}
