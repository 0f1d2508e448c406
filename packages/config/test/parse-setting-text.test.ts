import { describe, expect, it } from 'vitest';
import type { Setting } from '../src/flag.js';
import { parseSettingText } from '../src/parse-setting-text.js';
import { createSettingTable } from '../src/setting-table.js';

function parse(key: string, text: string): unknown {
  return parseSettingText(createSettingTable().find(key) as Setting, text);
}

describe('a text for', () => {
  it.each([
    ['strict', 'true', true],
    ['strict', 'YES', true],
    ['strict', 'on', true],
    ['strict', '1', true],
    ['strict', 'false', false],
    ['strict', 'No', false],
    ['strict', 'off', false],
    ['strict', '0', false],
    ['wait', 'off', false],
    ['wait', 'Yes', true],
    // An option without a value.
    ['wait', '', true],
    ['wait', '10m', '10m'],
    ['timeout', '', ''],
    ['keep_last', '5', 5],
    ['keep_last', '-1', -1],
    ['keep_last', 'unlimited', 'unlimited'],
    ['workers', '0', 0],
    ['exclude', 'a, b ,c', ['a', 'b', 'c']],
    ['exclude', '*.{png,jpg},b', ['*.{png,jpg}', 'b']],
    ['exclude', '{a,{b,c}},d', ['{a,{b,c}}', 'd']],
    ['exclude', 'a},b', ['a}', 'b']],
    ['exclude', '["a,b", "c"]', ['a,b', 'c']],
    ['exclude', ' [ "a" ]', ['a']],
    ['exclude', '[]', []],
    ['exclude', '[ab],c', ['[ab]', 'c']],
    ['exclude', '["a"', ['["a"']],
  ])('%s: %j is %j', (key, text, value) => {
    expect(parse(key, text)).toStrictEqual(value);
  });

  it.each([
    ['strict', 'maybe'],
    ['wait', 'for ever'],
    // A digit more than a number surely holds.
    ['keep_last', '1234567890123456'],
    ['keep_last', '1.5'],
    ['keep_last', '5 '],
    ['keep_last', 'a5'],
    ['name', '5'],
    ['name', 'true'],
    ['timeout', 'true'],
    ['toc', 'a,b'],
  ])('%s: %j stays text, for the check to judge', (key, text) => {
    expect(parse(key, text)).toBe(text);
  });
});
