import { CreateDumpError, displayPath } from '@create-dump/core';
import { compareNewestFirst, type KeptSnapshot } from './kept-snapshot.js';
import type { Selector } from './selector.js';

export interface SelectOptions {
  /** As the user wrote it. */
  readonly word: string;
  /** The directory of the snapshots, for messages. */
  readonly directory: string;
  /** Consider only groups with this prefix or key. Default: all. */
  readonly group?: string | undefined;
}

/**
 * The one snapshot that a selector names.
 * @throws {CreateDumpError} `USAGE` if it names several, or snapshots of several groups: all are listed. `NO_FILES_CHOSEN` if there
 *   is none.
 */
export function selectSnapshot(
  snapshots: readonly KeptSnapshot[],
  selector: Selector,
  options: SelectOptions,
): KeptSnapshot {
  const { group } = options;
  const chosen = snapshots.filter((one) => isOfGroup(one, group)).toSorted(compareNewestFirst);
  if (chosen.length === 0) throw nothing(options, 'is no snapshot');
  if (selector.kind === 'id') return selectById(chosen, selector.digits, options);
  const groups = [...new Set(chosen.map((one) => one.group))].toSorted();
  if (groups.length > 1) throw severalGroups(groups, options);
  if (selector.kind === 'latest') {
    const found = chosen[selector.back];
    if (found !== undefined) return found;
    const count =
      chosen.length === 1 ? 'is only 1 snapshot' : `are only ${chosen.length} snapshots`;
    throw nothing(options, count);
  }
  const found = chosen.find(({ time }) => time <= selector.time);
  if (found !== undefined) return found;
  const oldest = chosen.at(-1)?.time.toISOString() ?? '';
  throw nothing(options, `is no snapshot that old (the oldest is of ${oldest.slice(0, 19)}Z)`);
}

/** A group is named by its prefix, if several trees share it by its key. Undefined: any. */
export function isOfGroup(snapshot: KeptSnapshot, group: string | undefined): boolean {
  return group === undefined || snapshot.prefix === group || snapshot.group === group;
}

/** Snapshots with one digest are the same bytes: the newest stands for all. */
function selectById(
  snapshots: readonly KeptSnapshot[],
  digits: string,
  options: SelectOptions,
): KeptSnapshot {
  const found = snapshots.filter(({ id }) => id.startsWith(digits));
  const [first] = found;
  if (first === undefined) throw nothing(options, 'is no snapshot with such a digest');
  if (found.every(({ id }) => id === first.id)) return first;
  const lines = found.map(({ id, dumpName }) => `${id.slice(0, 12)} ${displayPath(dumpName)}`);
  throw usage(
    `"${options.word}" begins the digests of ${found.length} snapshots`,
    lines,
    'Give more digits.',
  );
}

function severalGroups(groups: readonly string[], options: SelectOptions): CreateDumpError {
  const what = `"${options.word}" could be of ${groups.length} groups in ${displayPath(options.directory)}`;
  return usage(what, groups.map(displayPath), 'Choose one with --group.');
}

const mostListed = 20;

function usage(what: string, lines: readonly string[], fix: string): CreateDumpError {
  const shown = lines.slice(0, mostListed);
  const more = lines.length > mostListed ? `, and ${lines.length - mostListed} more` : '';
  return new CreateDumpError('USAGE', `${what}: ${shown.join(', ')}${more}. ${fix}`);
}

function nothing({ word, directory, group }: SelectOptions, what: string): CreateDumpError {
  const within = group === undefined ? '' : ` of group ${displayPath(group)}`;
  const message = `"${word}" names nothing: there ${what}${within} in ${displayPath(directory)}. A file of that name is ./${word}.`;
  return new CreateDumpError('NO_FILES_CHOSEN', message);
}
