import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRecord } from '../../src/history/format-record.js';
import { parseHistory } from '../../src/history/parse-history.js';
import { runRecord } from '../run-record.js';

const watch = { run: 'a', schedule: '* * * * * UTC', since: new Date(0) };
const done = runRecord({
  finished: new Date(2),
  outcome: 'done',
  exitCode: 0,
  report: '/r.json',
  skipped: { count: 2, last: new Date(1) },
});

test('gives back what was formatted', () => {
  const records = [watch, runRecord({}), done];
  expect(parseHistory(records.map(formatRecord).join(''))).toEqual({ records, invalid: [] });
});

test('passes over a line that was cut off, wherever', () => {
  const line = formatRecord(done);
  for (let length = 0; length < line.length; length++) {
    const text = formatRecord(watch) + line.slice(0, length);
    expect(parseHistory(text)).toEqual({ records: [watch], invalid: [] });
  }
});

test('names lines that are no records', () => {
  const lines = ['', 'x', '[]', 'null', '{}', '{"since":1}', '{"id":"a","run":"b","due":"never"}'];
  const text = [formatRecord(watch).trim(), ...lines, ''].join('\n');
  expect(parseHistory(text)).toEqual({ records: [watch], invalid: [2, 3, 4, 5, 6, 7, 8] });
});

test('takes any text', () => {
  const line = fc.oneof(fc.string(), fc.json());
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const { records, invalid } = parseHistory(lines.join('\n'));
      expect(records.length + invalid.length).toBe(lines.join('\n').split('\n').length - 1);
    }),
  );
});
