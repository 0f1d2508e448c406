import { describe, expect, it } from 'vitest';
import { repeatPassing } from '../../src/errors/repeat-passing.js';

function run(codes: readonly string[], isTold = true) {
  const pauses: number[] = [];
  const whys: string[] = [];
  const left = [...codes];
  const call = () => {
    const code = left.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    return 'done';
  };
  const onRetry = isTold ? (why: string) => whys.push(why) : undefined;
  const work = () => repeatPassing(call, '/d/a\n', { onRetry, pause: (ms) => pauses.push(ms) });
  return { work, pauses, whys, left };
}

describe('repeatPassing', () => {
  it('calls once what succeeds', () => {
    const { work, pauses } = run([]);
    expect(work()).toBe('done');
    expect(pauses).toStrictEqual([]);
  });

  it.each(['EMFILE', 'ENFILE', 'EBUSY', 'ESTALE', 'EAGAIN'])('repeats after %s', (code) => {
    const { work, pauses, whys } = run([code, code, code]);
    expect(work()).toBe('done');
    expect(pauses).toHaveLength(3);
    expect(pauses.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(140);
    expect(whys[0]).toMatch(new RegExp(String.raw`^/d/a\\n: .*${code}`));
  });

  it('throws the last error after four attempts', () => {
    const { work, pauses, left } = run(Array.from({ length: 9 }, () => 'EBUSY'));
    expect(work).toThrow('EBUSY');
    expect([pauses.length, left.length]).toStrictEqual([3, 5]);
  });

  it.each(['EIO', 'ENOSPC', 'EEXIST', 'EACCES'])('does not repeat after %s', (code) => {
    const { work, pauses } = run([code]);
    expect(work).toThrow(code);
    expect(pauses).toStrictEqual([]);
  });

  it('repeats nothing if nobody is told', () => {
    const { work } = run(['EBUSY'], false);
    expect(work).toThrow('EBUSY');
  });

  it('really sleeps', () => {
    let calls = 0;
    const start = performance.now();
    repeatPassing(
      () => {
        calls++;
        if (calls === 1) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
      },
      '/d/a',
      { onRetry: () => {} },
    );
    expect(performance.now() - start).toBeGreaterThanOrEqual(9);
  });
});
