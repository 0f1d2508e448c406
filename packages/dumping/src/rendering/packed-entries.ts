import { type FileMode, isSkipped, type SectionEntry, type SourceFile } from '@create-dump/core';
import { type PreparedEntry, sectionOpening } from '@create-dump/markdown-writer';

/**
 * Entries in the form in which they cross threads. Most are plain files; they cross as two texts and an array of numbers, in a
 * fraction of the time that objects or JSON take.
 */
export interface PackedEntries {
  /** The paths of all entries, joined by NUL. */
  readonly paths: string;
  /** The texts before the contents of all entries, joined by NUL; empty for an entry in `others`. */
  readonly openings: string;
  /** For each entry the index of its mode in {@link modes}, its size and its change marker. */
  readonly numbers: Float64Array;
  /** Entries that need more than that, as a JSON array. */
  readonly others: string;
}

const numbersPerEntry = 3;
const modes: readonly FileMode[] = ['100644', '100755', '120000'];

/** In place of the mode for an entry in `others`. */
const other = -1;

/** Also renders the openings of sections: with small files, the thread that reads them is busier than the one that packs. */
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
