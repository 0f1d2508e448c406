import { describe, expect, it } from 'vitest';
import { runTime } from '../../src/process/run-time.js';

const now = () => new Date('2026-11-22T07:19:00Z');

describe('runTime', () => {
  it('is the current time without SOURCE_DATE_EPOCH', () => {
    expect(runTime({ env: {}, now })).toEqual(now());
    expect(runTime({ env: { SOURCE_DATE_EPOCH: '' }, now })).toEqual(now());
  });

  it.each([
    ['0', '1970-01-01T00:00:00.000Z'],
    ['2147483648', '2038-01-19T03:14:08.000Z'],
    ['253402300799', '9999-12-31T23:59:59.000Z'],
  ])('is %s seconds after 1970', (epoch, time) => {
    expect(runTime({ env: { SOURCE_DATE_EPOCH: epoch }, now }).toISOString()).toBe(time);
  });

  it.each(['-1', '1.5', 'now', '0x10', '253402300800', ' 1'])('refuses %j', (epoch) => {
    expect(() => runTime({ env: { SOURCE_DATE_EPOCH: epoch }, now })).toThrow(`"${epoch}"`);
  });
});
