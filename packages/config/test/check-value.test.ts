import { parseByteSize } from '@create-dump/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue } from '../src/check-value.js';
import { createSettingTable } from '../src/setting-table.js';
import { settings } from '../src/settings.js';

function check(key: string, value: unknown) {
  const setting = createSettingTable().find(key);
  if (setting === undefined) throw new Error(key);
  return checkValue(setting, value);
}

describe('a value', () => {
  it.each<readonly [string, unknown]>([
    ['keep_last', 1],
    ['keep_last', 'unlimited'],
    ['keep_last', 1_000_000],
    ['max_size', 0],
    ['max_size', '1.5 GiB'],
    ['keep_within', '3h2d1m7y'],
    ['timeout', '90s'],
    ['wait', true],
    ['wait', '10m'],
    ['dump_pattern', '^app_(?<x>a|b)$'],
    ['exclude', []],
    ['metrics_push', 'https://user:secret@push.example/metrics'],
    ['metrics_host', '::1'],
    ['workers', 0],
  ])('of %s can be %j', (key, value) => {
    expect(check(key, value)).toStrictEqual({ value });
  });

  it.each<readonly [string, unknown]>([
    ['keep_last', 0],
    ['keep_last', -1],
    ['keep_last', 1.5],
    ['keep_last', Number.NaN],
    ['keep_last', Number.POSITIVE_INFINITY],
    ['keep_last', 1_000_001],
    ['keep_last', true],
    ['max_size', -1],
    ['max_size', ''],
    ['max_size', '999999999999999TB'],
    ['keep_within', '0d'],
    ['keep_within', '1d1d'],
    ['keep_within', '1w'],
    ['timeout', '5'],
    ['timeout', '0s'],
    ['timeout', true],
    ['wait', 'for ever'],
    ['timeout', '5min'],
    ['dump_pattern', '('],
    ['dest', ''],
    ['dest', 'a\0b'],
    ['exclude', ['']],
    ['exclude', [['a']]],
    ['metrics_push', 'file:///x'],
    ['strict', null],
    ['name', new Date(0)],
  ])('of %s can not be %j', (key, value) => {
    expect(check(key, value)).toHaveProperty('wrong');
  });

  it.each<readonly [string, unknown, string]>([
    ['strict', 'Yes', 'must be true or false, not "Yes"; did you mean true?'],
    ['strict', 'OFF', 'must be true or false, not "OFF"; did you mean false?'],
    ['strict', 'untrue', 'must be true or false, not "untrue"'],
    ['strict', 'once', 'must be true or false, not "once"'],
    ['strict', 'casino', 'must be true or false, not "casino"'],
    ['strict', 'nothing', 'must be true or false, not "nothing"'],
    [
      'metrics_port',
      '0080',
      'must be a whole number from 0 to 65535, not "0080"; did you mean 80?',
    ],
    ['metrics_port', '70000', 'must be a whole number from 0 to 65535, not "70000"'],
    ['metrics_port', '80 ', 'must be a whole number from 0 to 65535, not "80 "'],
    ['metrics_port', '0x50', 'must be a whole number from 0 to 65535, not "0x50"'],
    ['toc', 'tre', 'must be "list", "tree" or "none", not "tre"; did you mean "tree"?'],
    ['toc', 'something', 'must be "list", "tree" or "none", not "something"'],
    ['toc', 1, 'must be "list", "tree" or "none", not 1'],
    ['name', 7, 'must be a text, not 7; did you mean "7"?'],
    ['exclude', 7, 'must be a list of texts, not 7'],
  ])('of %s that is %j gets the likely one as a hint, if there is any', (key, value, wrong) => {
    expect(check(key, value)).toStrictEqual({ wrong, at: undefined });
  });

  it('of a list that is wrong is named by its index', () => {
    const wrong = 'must be a text, not 7; did you mean "7"?';
    expect(check('exclude', ['a', 7])).toStrictEqual({ wrong, at: 1 });
  });

  it('that is a size is one to core, too', () => {
    const digits = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 999 }));
    const unit = fc.constantFrom('', 'b', 'B', 'k', 'kB', 'KiB', 'M', 'MB', 'GiB', 'TB', 'ki', 'x');
    fc.assert(
      fc.property(digits, unit, fc.boolean(), ([whole, part], unit, spaced) => {
        const text = `${whole}.${part}${spaced ? ' ' : ''}${unit}`;
        expect('value' in check('max_size', text)).toBe(parseByteSize(text) !== undefined);
      }),
    );
  });

  it('never makes the message long or dangerous to look at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settings), fc.anything(), (setting, value) => {
        const checked = checkValue(setting, value);
        if (!('wrong' in checked)) return;
        expect(checked.wrong.length).toBeLessThan(400);
        expect(checked.wrong).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
      }),
    );
  });
});
