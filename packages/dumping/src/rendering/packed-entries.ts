import { type FileMode, isSkipped, type SectionEntry, type SourceFile } from '@create-dump/core';
import { type PreparedEntry, sectionOpening } from '@create-dump/markdown-writer';

/**
 * Entries as they cross threads. Mostly they are files of which little is known: that crosses in three pieces, in a fraction
 * of the time that objects or JSON take.
 */
export interface PackedEntries {
  /** Of all entries, joined by NUL. */
  readonly paths: string;
  /** Of all entries, joined by NUL: what stands before their contents; nothing for an entry among the others. */
  readonly openings: string;
  /** Of each entry its mode's place in {@link modes}, its size and the mark of its last change. */
  readonly numbers: Float64Array;
  /** In JSON, as an array: those of which there is more to say. */
  readonly others: string;
}

const numbersPerEntry = 3;
const modes: readonly FileMode[] = ['100644', '100755', '120000'];

/** Stands for the mode of an entry among the others. */
const other = -1;

/** Makes openings as well: where files are small, the thread that reads them has more to do than the one that packs. */
export function packEntries(entries: readonly SectionEntry[]): PackedEntries {
  const numbers = new Float64Array(entries.length * numbersPerEntry);
  const paths: string[] = [];
  const openings: string[] = [];
  const others: SectionEntry[] = [];
  let at = 0;
  for (const entry of entries) {
    paths.push(entry.path);
    if (isPlain(entry)) {
      openings.push(sectionOpening(entry));
      numbers[at] = modes.indexOf(entry.mode);
      numbers[at + 1] = entry.size;
      numbers[at + 2] = entry.changeMark;
    } else {
      openings.push('');
      numbers[at] = other;
      others.push(entry);
    }
    at += numbersPerEntry;
  }
  return {
    paths: paths.join('\0'),
    openings: openings.join('\0'),
    numbers,
    others: JSON.stringify(others),
  };
}

export function unpackEntries(packed: PackedEntries): readonly PreparedEntry[] {
  const { numbers } = packed;
  const openings = packed.openings.split('\0');
  const others = JSON.parse(packed.others) as SectionEntry[];
  const entries: PreparedEntry[] = [];
  let nextOther = 0;
  let at = 0;
  for (const path of packed.paths.split('\0')) {
    if (at === numbers.length) break;
    const opening = openings[entries.length] ?? '';
    const mode = modes[numbers[at] ?? other];
    const [size, changeMark] = [numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
    const entry =
      mode === undefined ? others[nextOther++] : { path, mode, size, changeMark, opening };
    if (entry !== undefined) entries.push(entry);
    at += numbersPerEntry;
  }
  return entries;
}

type PlainFile = Required<Pick<SourceFile, 'path' | 'mode' | 'size' | 'changeMark'>>;

function isPlain(entry: SectionEntry): entry is PlainFile {
  return (
    !isSkipped(entry) &&
    entry.changeMark !== undefined &&
    entry.change === undefined &&
    entry.oid === undefined
  );
}
