import { describe, expect, it } from 'vitest';
import { parseGateway } from '../src/index.js';

const instance = 'a/b';

describe('parseGateway', () => {
  it.each([
    ['http://gw:9091', 'http://gw:9091/metrics/job/create_dump/instance/a%2Fb'],
    ['https://gw/push/', 'https://gw/push/metrics/job/create_dump/instance/a%2Fb'],
    ['http://gw/metrics/job/nightly', 'http://gw/metrics/job/nightly'],
    ['http://gw/p/metrics/job/nightly/task/api/', 'http://gw/p/metrics/job/nightly/task/api'],
    ['http://gw/metrics/job@base64/L3Zhci90bXA', 'http://gw/metrics/job@base64/L3Zhci90bXA'],
  ])('%s', (text, url) => {
    expect(parseGateway(text, { instance })).toStrictEqual({ url });
  });

  it('takes credentials apart', () => {
    const gateway = parseGateway('http://somebody:p%40ss@gw', { instance });
    expect(gateway.url).not.toContain('somebody');
    expect(gateway.authorization).toBe(`Basic ${Buffer.from('somebody:p@ss').toString('base64')}`);
  });

  it.each([
    ['secret'],
    ['ftp://me:secret@gw'],
    ['http://me:secret@'],
    ['http://me:secret@gw?secret'],
    ['http://me:secret@gw#secret'],
    ['http://me:secret%zz@gw'],
    ['http://me:secret@gw/metrics'],
    ['http://me:secret@gw/metrics/job/a/secret'],
    ['http://me:secret@gw/metrics/job/a/0bad/secret'],
  ])('refuses %s, and keeps the secret', (text) => {
    expect(() => parseGateway(text, { instance })).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.not.stringContaining('secret') }),
    );
  });
});
