import { hostname } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRunId, parseRunId } from '../../src/runs/run-id.js';
import { formatTemporaryName, parseTemporaryName } from '../../src/temporary/temporary-name.js';

const now = new Date('2026-11-22T07:19:00.123Z');

test('an id tells the process, the host and the time', () => {
  const id = createRunId({ pid: process.pid, hostname: hostname(), now });
  expect(parseRunId(id)).toMatchObject({ pid: process.pid, startedAt: now.getTime() });
  expect(parseRunId(id)?.host).toMatch(/^[0-9a-f]{8}$/);
  expect(id.length).toBeLessThanOrEqual(60);
});

test('ids of other hosts differ', () => {
  const [a, b] = ['a', 'b'].map((hostname) => createRunId({ pid: 1, hostname, now }));
  expect(parseRunId(a ?? '')?.host).not.toBe(parseRunId(b ?? '')?.host);
});

test('a process that is not this one tells no boot, as its start would have to be believed', () => {
  expect(parseRunId(createRunId({ pid: 1, hostname: 'a', now }))?.boot).toBeUndefined();
});

describe('a temporary name', () => {
  const runIds = fc
    .record({
      pid: fc.nat(2 ** 22),
      hostname: fc.string({ unit: 'binary' }),
      now: fc.date({ min: new Date(0), max: new Date('3000-01-01'), noInvalidDate: true }),
    })
    .map(createRunId);

  test('gives back who made it and why, and fits anywhere', () => {
    fc.assert(
      fc.property(runIds, fc.nat(), fc.constantFrom('dump', 'checksum'), (runId, number, kind) => {
        const name = formatTemporaryName({ runId, number: number % 1e9, kind });
        expect(parseTemporaryName(name)).toEqual({ runId, owner: parseRunId(runId), kind });
        expect(name.length).toBeLessThan(120);
      }),
    );
  });

  test('is nothing else', () => {
    const name = '.create-dump-1-2-0123abcd-0123abcd-mwro51zb-0-dump.tmp';
    expect(parseTemporaryName(name)).toBeDefined();
    fc.assert(
      fc.property(fc.nat(name.length), fc.string({ minLength: 1, unit: 'binary' }), (at, extra) => {
        const other = name.slice(0, at) + extra + name.slice(at);
        fc.pre(!/^[0-9a-z]+$/.test(extra));
        expect(parseTemporaryName(other)).toBeUndefined();
      }),
    );
  });
});
