import { describe, expect, it } from 'vitest';
import { readMetricsArguments } from '../../src/arguments/metrics-arguments.js';

describe('readMetricsArguments', () => {
  it('gives what is asked for', () => {
    const given = {
      'metrics-port': '9469',
      'metrics-host': '::1',
      'metrics-file': 'a/b.prom',
      'metrics-push': 'http://gw',
    };
    expect(readMetricsArguments(given)).toStrictEqual({
      port: 9469,
      host: '::1',
      file: 'a/b.prom',
      push: 'http://gw',
    });
  });

  it.each([
    [{}],
    [{ 'metrics-host': '0.0.0.0' }],
    [{ 'metrics-port': '0' }],
    [{ 'metrics-file': 'a.prom', 'dry-run': true }],
    [{ 'metrics-file': 'a.prom', list: true }],
  ])('wants no metrics with %j', (given) => {
    expect(readMetricsArguments(given)).toBeUndefined();
  });

  it.each([
    [
      'metrics-port',
      '65536',
      '--metrics-port "65536" is not a port. Write 1 to 65535, or 0 for none.',
    ],
    [
      'metrics-port',
      'http',
      '--metrics-port "http" is not a port. Write 1 to 65535, or 0 for none.',
    ],
    ['metrics-port', '-1', '--metrics-port "-1" is not a port. Write 1 to 65535, or 0 for none.'],
    [
      'metrics-host',
      'a b',
      '--metrics-host "a b" is not an address. Write 127.0.0.1, ::1 or a host\'s name.',
    ],
    [
      'metrics-host',
      'http://a',
      '--metrics-host "http://a" is not an address. Write 127.0.0.1, ::1 or a host\'s name.',
    ],
    [
      'metrics-file',
      'a.txt',
      '--metrics-file "a.txt" must end in .prom: node-exporter reads no other files.',
    ],
    [
      'metrics-file',
      'a/.prom',
      '--metrics-file "a/.prom" must end in .prom: node-exporter reads no other files.',
    ],
    ['metrics-push', '', '--metrics-push has no value.'],
  ])('refuses --%s %j', (name, value, message) => {
    expect(() => readMetricsArguments({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'USAGE', message }),
    );
  });
});
