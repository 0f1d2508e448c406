import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/command-line/read-arguments.js';

describe('readArguments', () => {
  it.each([
    [[], { do: 'serve', config: '/etc/create-dump/batch.toml' }],
    [['--config', 'x.toml'], { do: 'serve', config: 'x.toml' }],
    [['-c', 'x.toml', '--check'], { do: 'check', config: 'x.toml' }],
    [['--run=a', '--config=x.toml'], { do: 'run', config: 'x.toml', run: 'a' }],
    [['--check', '--help'], { do: 'help' }],
    [['-V'], { do: 'version' }],
  ])('%j', (words, request) => {
    expect(readArguments(words)).toEqual(request);
  });

  it.each([
    [['--chek'], 'There is no option --chek. Did you mean --check?'],
    [['--toString'], 'There is no option --toString.'],
    [['serve'], "Unexpected argument 'serve'."],
    [['--config'], "Option '-c, --config <value>' argument missing."],
    [['--check', '--run', 'a'], '--check runs nothing: give it or --run.'],
  ])('refuses %j', (words, message) => {
    expect(() => readArguments(words)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});
