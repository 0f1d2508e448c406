import { checkValue } from './check-value.js';
import type { Setting } from './flag.js';
import type { Origin } from './origin.js';
import { resolvePath } from './resolve-path.js';
import type { SettingLayer } from './resolve-settings.js';
import type { SettingIssue } from './setting-issue.js';
import type { SettingValue } from './setting-kind.js';

export interface CollectorOptions {
  /** The base of relative paths; undefined: they stay relative to the working directory. */
  readonly directory: string | undefined;
  readonly homeDirectory: string;
}

/** The place of a value, for its origin and for issues. */
export interface ValuePlace {
  readonly origin: Origin;
  /** The place of the value, or of its item `at`. */
  readonly issueAt: (at?: number) => Pick<SettingIssue, 'place' | 'key'>;
}

/** Collects the valid values of one source, and the issues with the others. */
export function createSettingCollector({ directory, homeDirectory }: CollectorOptions) {
  const values = new Map<string, { readonly value: SettingValue; readonly origin: Origin }>();
  const spelled = new Map<string, string>();
  const issues: SettingIssue[] = [];

  const toAbsolute = (value: SettingValue): SettingValue => {
    if (typeof value !== 'string') return value;
    if (directory !== undefined) return resolvePath(value, { directory, homeDirectory });
    return value.startsWith('~/') ? resolvePath(value, { directory: '/', homeDirectory }) : value;
  };

  const add = (setting: Setting, given: unknown, { origin, issueAt }: ValuePlace): void => {
    const checked = checkValue(setting, given);
    if ('wrong' in checked) {
      issues.push({ ...issueAt(checked.at), message: checked.wrong });
      return;
    }
    const { key, spells, kind } = setting;
    const real = spells?.key ?? key;
    const other = spelled.get(real);
    if (other !== undefined) {
      issues.push({
        ...issueAt(),
        message: `sets the same value as ${other}: give only one of them`,
      });
      return;
    }
    spelled.set(real, key);
    const value = spells === undefined ? checked.value : `${String(checked.value)}${spells.unit}`;
    values.set(real, { value: kind.type === 'path' ? toAbsolute(value) : value, origin });
  };

  return {
    add,
    complain: (issue: SettingIssue): void => {
      issues.push(issue);
    },
    values: values as SettingLayer,
    issues: issues as readonly SettingIssue[],
  };
}
