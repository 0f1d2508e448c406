import { type FileMode, isSkipped, type SectionEntry, type SourceFile } from '@create-dump/core';

/**
 * Entries as they cross threads. Mostly they are files of which little is known: that crosses in two pieces, in a fraction
 * of the time that objects or JSON take.
 */
export interface PackedEntries {
  /** Of all entries, joined by NUL. */
  readonly paths: string;
  /** Of each entry its mode's place in {@link modes}, its size and when it was changed. */
  readonly numbers: Float64Array;
  /** In JSON, as an array: those of which there is more to say. */
  readonly others: string;
}

const numbersPerEntry = 3;
const modes: readonly FileMode[] = ['100644', '100755', '120000'];

/** Stands for the mode of an entry among the others. */
const other = -1;

export function packEntries(entries: readonly SectionEntry[]): PackedEntries {
  const numbers = new Float64Array(entries.length * numbersPerEntry);
  const others: SectionEntry[] = [];
  let at = 0;
  for (const entry of entries) {
    if (isPlain(entry)) {
      numbers[at] = modes.indexOf(entry.mode);
      numbers[at + 1] = entry.size;
      numbers[at + 2] = entry.changedMs;
    } else {
      numbers[at] = other;
      others.push(entry);
    }
    at += numbersPerEntry;
  }
  const paths = entries.map(({ path }) => path).join('\0');
  return { paths, numbers, others: JSON.stringify(others) };
}

export function unpackEntries({ paths, numbers, others }: PackedEntries): readonly SectionEntry[] {
  const entries: SectionEntry[] = [];
  const rest = JSON.parse(others) as SectionEntry[];
  let nextOther = 0;
  let at = 0;
  for (const path of paths.split('\0')) {
    if (at === numbers.length) break;
    const mode = modes[numbers[at] ?? other];
    const [size, changedMs] = [numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
    const entry = mode === undefined ? rest[nextOther++] : { path, mode, size, changedMs };
    if (entry !== undefined) entries.push(entry);
    at += numbersPerEntry;
  }
  return entries;
}

type PlainFile = Required<Pick<SourceFile, 'path' | 'mode' | 'size' | 'changedMs'>>;

function isPlain(entry: SectionEntry): entry is PlainFile {
  return (
    !isSkipped(entry) &&
    entry.changedMs !== undefined &&
    entry.change === undefined &&
    entry.oid === undefined
  );
}
