import type { Flag } from './flag.js';
import { ownProgram } from './program-names.js';
import type { SettingTable } from './setting-table.js';
import { type Suggestion, suggestFlag } from './suggest-flag.js';

/** What an unknown key of a program's settings probably stands for: one of them, or one of the `others`. */
export function suggestSetting(
  key: string,
  { settings, names }: SettingTable,
  others: readonly Flag[] = [],
): Suggestion | undefined {
  const suggestion = suggestFlag(key, [...settings, ...others]);
  // Notes are about features of create-dump.
  const isNote = suggestion !== undefined && 'note' in suggestion;
  return isNote && names.program !== ownProgram ? undefined : suggestion;
}
