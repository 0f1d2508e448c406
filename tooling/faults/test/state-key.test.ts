import { expect, test } from 'vitest';
import { normalizeName } from '../src/normalize-name.mjs';
import { stateKey } from '../src/state-key.mjs';

const runs = ['28586-1391570-846267f7-06c49015-mx3huxrf', '7-9-00000000-unknown0-mx3huxrg'];

test('times, run ids and digests are replaced, nothing else', () => {
  expect(normalizeName(`.create-dump-${runs[0]}-0-dump.tmp`)).toBe('.create-dump-RUN-0-dump.tmp');
  expect(normalizeName('p_all_code_dump_20260101_000000-1.md')).toBe('p_all_code_dump_TIME.md');
  expect(normalizeName(`${'a'.repeat(64)}  x at 2026-01-01T00:00:00Z`)).toBe('DIGEST  x at TIME');
});

test('states of two runs at the same point are one, a byte more is another', () => {
  const state = (run = '', text = '') => {
    const entry = { type: 'file' as const, mode: 0o600, digest: run, bytes: Buffer.from(text) };
    return new Map([[`.create-dump-${run}-0-dump.tmp`, entry]]);
  };
  expect(stateKey(state(runs[0], 'half'))).toBe(stateKey(state(runs[1], 'half')));
  expect(stateKey(state(runs[0], 'half'))).not.toBe(stateKey(state(runs[0], 'half ')));
});
