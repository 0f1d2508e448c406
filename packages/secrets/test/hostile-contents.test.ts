import { Buffer } from 'node:buffer';
import { processorTime } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { createBuiltInMatchers } from '../src/create-built-in-matchers.js';
import { createSecretFinder } from '../src/index.js';
import { membersOf } from '../src/tokens/byte-set.js';
import { createRandom, makeToken } from './make-token.js';

const finder = await createSecretFinder();
const mebibyte = 2 ** 20;

/** Milliseconds of the processor that a search of 4 MiB takes. */
function timeOf(text: string, size = 4 * mebibyte): number {
  const bytes = Buffer.alloc(size, text);
  const before = processorTime();
  finder.find(bytes, 'a.txt');
  return (processorTime() - before) * ((4 * mebibyte) / size);
}

/** What the tokens of each form begin with. */
const prefixes = new Set(
  createBuiltInMatchers().map(({ head }) => {
    const sets = head.slice(0, head.findIndex((set) => membersOf(set).length > 1) >>> 0);
    return sets.map((set) => String.fromCharCode(membersOf(set)[0] ?? 0)).join('');
  }),
);

/** Milliseconds. A search takes less than one second on an ordinary machine; one that isn't linear takes minutes on any. */
const most = 5000;

it('takes time in proportion to the length for 4 MiB of any prefix', () => {
  const slow = [...prefixes]
    .flatMap((prefix) => (prefix === '' ? [] : [prefix, `${prefix} `, `${prefix}-`]))
    // An eighth, so that all of them take seconds.
    .filter((text) => timeOf(text, mebibyte / 2) >= most);
  expect(slow).toEqual([]);
}, 120_000);

it.each([
  ['keys without an end', '-----BEGIN PRIVATE KEY-----\n'],
  ['keys without a line', '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n'],
  ['ends of keys', '-----END PRIVATE KEY-----\nabc\n'],
  ['PuTTY files without an end', 'PuTTY-User-Key-File-2: Private-Lines: ab '],
  ['addresses', '://a:b@'],
  ['users', '://a:b:'],
  [
    'web tokens that share their parts',
    `${'eyJhbGciOiJ-'.repeat(20)}.eyJ${'abcd-'.repeat(100)}.${'x'.repeat(20)}`,
  ],
])('takes time in proportion to the length for 4 MiB of %s', (_, text) => {
  expect(timeOf(text)).toBeLessThan(most);
});

it('finds 100,000 secrets in a content', () => {
  const token = makeToken('ghp_[0-9A-Za-z]{36}', createRandom(1));
  const bytes = Buffer.from(`${token}\n`.repeat(100_000));
  const before = processorTime();
  expect(finder.find(bytes, 'a.txt')).toHaveLength(100_000);
  expect(processorTime() - before).toBeLessThan(5000);
});
