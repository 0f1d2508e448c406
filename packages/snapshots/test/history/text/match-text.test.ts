import {
  createLineMatcher,
  createMatchText,
  type GrepMatch,
  type KeptSnapshot,
  matchDocument,
} from '../../../src/index.js';
import { expect, it } from 'vitest';

const snapshotOf = (day: number) =>
  ({ id: String(day).repeat(64), time: new Date(Date.UTC(2026, 0, day)) }) as KeptSnapshot;

const place = { path: 'a\tb', group: 'p', first: snapshotOf(1), last: snapshotOf(2), snapshots: 2 };
const match: GrepMatch = {
  sha256: 'f'.repeat(64),
  binary: false,
  matches: true,
  truncated: false,
  hits: [
    { line: 3, text: 'an x and \u001b[31man X\r' },
    { line: 10, text: 'x\ty' },
  ],
  places: [place, { ...place, path: 'c', first: snapshotOf(1), last: snapshotOf(1) }],
};
const binary = { ...match, binary: true, hits: [] };

async function printer(isTerminal: boolean) {
  const matcher = await createLineMatcher({ pattern: 'x', fixed: true, ignoreCase: true });
  const paint = (style: string, text: string) => (style === 'red' ? `<${text}>` : text);
  return createMatchText(matcher, { isTerminal, paint });
}

it('prints a line for each place and line, as programs read it', async () => {
  const toText = await printer(false);
  expect(toText(match)).toBe(
    [
      '22222222:a\\tb:3:an x and \u001b[31man X\r\n',
      '22222222:a\\tb:10:x\ty\n',
      '11111111:c:3:an x and \u001b[31man X\r\n',
      '11111111:c:10:x\ty\n',
    ].join(''),
  );
  expect(toText(binary)).toBe(
    '22222222:a\\tb: binary content matches\n11111111:c: binary content matches\n',
  );
  expect(toText({ ...match, truncated: true }).match(/more lines match/gu)?.length).toBe(2);
});

it('prints each content once for people, and nothing that a terminal obeys', async () => {
  const toText = await printer(true);
  const text = [
    'a\\tb\n  22222222  2026-01-01T00:00:00 .. 2026-01-02T00:00:00\n',
    'c\n  11111111  2026-01-01T00:00:00\n',
    '3:an <x> and \\x1B[31man <X>\n',
    '10:<x>\ty\n',
  ].join('');
  expect(toText(match)).toBe(text);
  expect(toText(binary)).toBe(
    `\n${text.split('\n').slice(0, 4).join('\n')}\nbinary content matches\n`,
  );
});

it('is a document', () => {
  expect(matchDocument(binary)).toMatchObject({ binary: true, lines: [] });
  expect(matchDocument(match).places[0]).toEqual({
    path: 'a\tb',
    group: 'p',
    first: { id: '1'.repeat(64), time: '2026-01-01T00:00:00.000Z' },
    last: { id: '2'.repeat(64), time: '2026-01-02T00:00:00.000Z' },
    snapshots: 2,
  });
});
