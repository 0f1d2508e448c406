import { isSetting } from './flag.js';
import { findFlag } from './flags.js';
import { ownProgram } from './program-names.js';
import type { SettingTable } from './setting-table.js';
import type { Suggestion } from './suggest-flag.js';

/** The message for a key that doesn't exist: why it can't be set, or what was probably meant. */
export function unknownKey(key: string, table: SettingTable): string {
  const isOurs = table.names.program === ownProgram;
  const flag = isOurs ? findFlag(key.replaceAll('_', '-')) : undefined;
  if (flag !== undefined && !isSetting(flag)) {
    return `is for the command line only: ${flag.reason}`;
  }
  const suggestion = table.suggest(key);
  return `there is no such key${suggestion === undefined ? '' : `; ${hint(suggestion)}`}`;
}

function hint(suggestion: Suggestion): string {
  if ('note' in suggestion) return suggestion.note;
  const { flag, value } = suggestion;
  const key = isSetting(flag) ? flag.key : flag.flag;
  return `did you mean ${value === undefined ? key : `${key} = ${toValue(suggestion)}`}?`;
}

function toValue({ flag, value }: Exclude<Suggestion, { note: string }>): string {
  if (value === false) return flag.kind.type === 'choice' ? '"none"' : 'false';
  return JSON.stringify(value);
}
