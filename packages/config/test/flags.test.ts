import { describe, expect, it } from 'vitest';
import { checkValue } from '../src/check-value.js';
import { isSetting } from '../src/flag.js';
import { findFlag, flags } from '../src/flags.js';
import { settings } from '../src/settings.js';

const options = flags.filter((flag) => !isSetting(flag) || flag.spells === undefined);

it.each(settings)('$key: its key and default fit', (setting) => {
  const { key, flag, default: fallback, spells } = setting;
  expect(key).toMatch(/^[a-z][a-z0-9]*(?:_[a-z]+)*$/);
  // A setting says what it is, an option what is done with it.
  const usual = (spells?.key ?? key).replaceAll('_', '-');
  expect(flag).toBe(key === 'sign_key' ? 'sign' : usual);
  expect(settings.map((one) => one.key)).toContain(spells?.key ?? key);
  expect(fallback === null || 'value' in checkValue(setting, fallback)).toBe(true);
});

it('has each key and each flag once', () => {
  const keys = settings.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const names = options.map(({ flag }) => flag);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(options)('--$flag', (flag) => {
  it('has one description, of one line, without a full stop', () => {
    expect(flag.description).toMatch(/^[A-Z][^\n]*[^.\n]$/);
    // The flag is shown beside it.
    expect(flag.description).not.toMatch(new RegExp(`--${flag.flag}(?![\\w-])`));
  });

  it('shows a placeholder for a value, unless its choices are shown', () => {
    const isPlain = flag.kind.type !== 'switch' && flag.kind.type !== 'choice';
    expect(flag.value !== undefined).toBe(isPlain);
  });

  it('is a setting, or says why not', () => {
    if (isSetting(flag)) return;
    expect(flag.reason).toMatch(/^[a-z].*[^.]$/);
  });

  it('names only flags that exist', () => {
    const named = [...(isSetting(flag) ? (flag.yieldsTo ?? []) : []), ...(flag.needs ?? [])];
    expect(named.filter((name) => findFlag(name) === undefined)).toStrictEqual([]);
  });

  it('has no word of other tools that is one of ours', () => {
    // restore has no --force of their own.
    const words = (flag.peerWords ?? []).map(({ word }) => word).filter((word) => word !== 'force');
    expect(words.filter((word) => findFlag(word) !== undefined)).toStrictEqual([]);
    const letters = new Set(options.flatMap(({ alias }) => alias ?? []));
    expect(words.filter((word) => letters.has(word))).toStrictEqual([]);
  });
});
