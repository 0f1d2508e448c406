import { type Arguments, flagOptions, readText } from '@create-dump/command-line';
import type { SelectorScope } from '../inputs/resolve-dump.js';

/** --dir and --group, for commands that take selectors. */
export function selectorOptions(command: string) {
  return { ...flagOptions(command, ['dir']), ...groupOption(command) };
}

/** --group as a command that looks at snapshots takes it. */
export function groupOption(command: string) {
  const { group } = flagOptions(command, ['group']);
  if (group === undefined) return {};
  const { defaultDescription: _, ...option } = group;
  const describe = 'Only snapshots whose name begins with this prefix, or of this group';
  return { group: { ...option, group: 'Snapshots', value: 'PREFIX', describe } };
}

export function readSelectorScope(argv: Arguments): SelectorScope {
  return { dir: readText(argv, 'dir'), group: readText(argv, 'group') };
}

/** For positionals that take a dump. */
export const dumpOrSelector =
  'Dump (.md, .md.gz, - for standard input), an archive that holds it, or a snapshot: latest, latest~1, a date, an id';
