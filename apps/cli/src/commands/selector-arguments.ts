import { type Arguments, readText } from '@create-dump/command-line';

/** Where selectors look, as given. */
export interface SelectorScope {
  readonly dir: string | undefined;
  readonly group: string | undefined;
}

export function readSelectorScope(argv: Arguments): SelectorScope {
  return { dir: readText(argv, 'dir'), group: readText(argv, 'group') };
}

/** Describes a positional that takes a dump. */
export const dumpOrSelector =
  'Dump (.md, .md.gz, - for standard input), an archive that holds it, or a snapshot: latest, latest~1, a date, an id';
