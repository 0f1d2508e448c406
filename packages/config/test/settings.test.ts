import { expect, it } from 'vitest';
import { checkValue } from '../src/check-value.js';
import { settings } from '../src/settings.js';

it.each(settings)('$key: its flag, description and default fit', (setting) => {
  const { key, flag, description, default: unless, spells } = setting;
  expect(key).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
  expect(flag).toBe((spells?.key ?? key).replaceAll('_', '-'));
  expect(settings.map((one) => one.key)).toContain(spells?.key ?? key);
  expect(description).toMatch(/^[A-Z].*[^.]$/);
  expect(unless === null || 'value' in checkValue(setting, unless)).toBe(true);
});

it('has each key once', () => {
  const keys = settings.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
