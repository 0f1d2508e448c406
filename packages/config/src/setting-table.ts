import { CreateDumpError, displayPath } from '@create-dump/core';
import type { Flag, Setting } from './flag.js';
import { locators, namesOf, ownProgram, type ProgramNames } from './program-names.js';
import type { SettingDefinition } from './setting-definition.js';
import { settings } from './settings.js';
import { type Suggestion, suggestFlag } from './suggest-flag.js';

/** The settings that a program's files, environment and flags may set. */
export interface SettingTable {
  readonly names: ProgramNames;
  readonly settings: readonly Setting[];
  /** Names such as `__proto__` are ordinary keys. */
  readonly find: (key: string) => Setting | undefined;
  /** What an unknown key probably stands for: one of the settings, or one of the `others`. */
  readonly suggest: (key: string, others?: readonly Flag[]) => Suggestion | undefined;
}

/**
 * Completes the definitions of a program's settings.
 * @throws {CreateDumpError} `USAGE` for keys that can't be told apart, or that files or variables can't have.
 */
export function createSettingTable(
  definitions: readonly SettingDefinition[] = settings,
  program: string = ownProgram,
): SettingTable {
  const complete = definitions.map(toSetting);
  const byKey = new Map(complete.map((one) => [one.key, one]));
  if (definitions !== settings) checkKeys(complete);
  return {
    names: namesOf(program),
    settings: complete,
    find: (key) => byKey.get(key),
    suggest(key, others = []) {
      const suggestion = suggestFlag(key, [...complete, ...others]);
      // Notes are about features of create-dump.
      const isNote = suggestion !== undefined && 'note' in suggestion;
      return isNote && program !== ownProgram ? undefined : suggestion;
    },
  };
}

function toSetting(definition: SettingDefinition): Setting {
  return {
    flag: definition.flag ?? definition.key.replaceAll('_', '-'),
    group: 'Settings',
    description: '',
    default: null,
    ...definition,
  };
}

function checkKeys(complete: readonly Setting[]): void {
  const seen = new Set<string>();
  for (const { key, flag, spells } of complete) {
    const name = `The setting "${displayPath(key)}"`;
    if (!/^[a-z][a-z0-9_]{0,59}$/.test(key)) {
      const rule = 'a key is up to 60 lower-case letters, digits and "_"';
      throw new CreateDumpError('USAGE', `${name} can't have this key: ${rule}.`);
    }
    if (key === 'profiles' || locators.includes(key)) {
      throw new CreateDumpError('USAGE', `${name} can't have this key: it has another meaning.`);
    }
    const names = spells === undefined ? [key, `--${flag}`] : [key];
    const twice = names.find((one) => seen.has(one));
    if (twice !== undefined) {
      throw new CreateDumpError('USAGE', `${name} is defined twice: another one has ${twice}.`);
    }
    for (const one of names) seen.add(one);
  }
}
