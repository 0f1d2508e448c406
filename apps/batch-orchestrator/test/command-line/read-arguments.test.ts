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
    [
      ['worker'],
      { do: 'worker', config: '/etc/create-dump/worker.toml', queue: undefined, jobs: undefined },
    ],
    [
      ['worker', '--queue', 'redis://h', '--jobs=3', '-c', 'w.toml', '--listen=[::1]:1'],
      { do: 'worker', config: 'w.toml', queue: { url: 'redis://h' }, jobs: 3, listen: '[::1]:1' },
    ],
    [
      ['dead', '--queue-file', 'q', '--retry'],
      { do: 'dead', queue: { file: 'q' }, retry: true, json: false },
    ],
    [['worker', '--help'], { do: 'help' }],
  ])('%j', (words, request) => {
    expect(readArguments(words)).toEqual(request);
  });

  it.each([
    [['--chek'], 'There is no option --chek. Did you mean --check?'],
    [['--toString'], 'There is no option --toString.'],
    [['serve'], "Unexpected argument 'serve'."],
    [['--config'], "Option '-c, --config <value>' argument missing."],
    [['worker', '--jobs', '0'], '--jobs "0" is not a number of jobs. Write 1 to 256.'],
    [['dead', '--jobs', '1'], "Unknown option '--jobs'."],
    [['--check', '--run', 'a'], '--check runs nothing: give it or --run.'],
  ])('refuses %j', (words, message) => {
    expect(() => readArguments(words)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});
