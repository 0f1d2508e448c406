import type { Arguments } from '@create-dump/command-line';
import { findFlag, isSetting, type Origin, type Setting } from '@create-dump/config';
import { unmetNeeds } from './unmet-needs.js';

/** The values that settings supply to a command, by flag. */
export type SettingArguments = ReadonlyMap<
  string,
  { readonly value: unknown; readonly origin: Origin }
>;

const strength: Readonly<Record<Origin['from'], number>> = {
  default: 0,
  'user file': 1,
  'project file': 2,
  environment: 3,
  flag: 4,
};

/**
 * Drops settings that contradict a stronger source, or that need an option which isn't given. So a file with `dest` and `keep_last`
 * also serves `--output -`, and runs that archive nothing. Contradictions within one source are left to the command's own checks.
 */
export function dropConflictingSettings(
  given: Arguments,
  filled: SettingArguments,
  hasOption: (flag: string) => boolean,
): SettingArguments {
  const strengthOf = (flag: string) => {
    if (given[flag] !== undefined) return given[flag] === false ? 0 : strength.flag;
    const entry = filled.get(flag);
    return entry === undefined || entry.value === false ? 0 : strength[entry.origin.from];
  };
  const isBeaten = (flag: string) =>
    (settingOf(flag)?.yieldsTo ?? []).some((other) => strengthOf(other) > strengthOf(flag));
  const kept = new Map([...filled].filter(([flag]) => !isBeaten(flag)));
  const isAsked = (flag: string) => {
    const value = given[flag] ?? kept.get(flag)?.value;
    return value !== undefined && value !== false;
  };
  const isIdle = (flag: string) => unmetNeeds(flag, hasOption, isAsked).length > 0;
  return new Map([...kept].filter(([flag]) => !isIdle(flag)));
}

function settingOf(name: string): Setting | undefined {
  const flag = findFlag(name);
  return flag !== undefined && isSetting(flag) ? flag : undefined;
}
