import { describe, expect, it } from 'vitest';
import { flagOptions } from '../src/flag-options.js';

describe('flagOptions', () => {
  it('gives the options of the named flags, in this order', () => {
    expect(Object.keys(flagOptions('single', ['toc', 'json', 'exclude']))).toStrictEqual([
      'toc',
      'json',
      'exclude',
    ]);
    expect(() => flagOptions('single', ['no-such'])).toThrow('no-such');
  });

  it.each([
    [
      'exclude',
      { type: 'string', array: true, nargs: 1, value: 'GLOB', setting: 'exclude' },
      ['default', 'negatable'],
    ],
    [
      'binary',
      { type: 'string', nargs: 1, choices: ['list', 'embed', 'skip'], default: 'list' },
      ['array', 'value', 'negatable'],
    ],
    ['toc', { choices: ['list', 'tree'], negatable: true, default: 'list' }, ['nargs', 'array']],
    ['wait', { type: 'string', value: 'DURATION' }, ['nargs', 'array', 'default']],
    ['git-meta', { type: 'boolean', default: true, setting: 'git_meta' }, ['nargs', 'negatable']],
    ['color', { type: 'boolean', negatable: true }, ['default', 'nargs']],
    ['null', { type: 'boolean', alias: '0' }, ['default', 'value']],
    ['keep-last', { type: 'string', nargs: 1, value: 'N' }, ['default', 'choices']],
    ['to', { type: 'string', nargs: 1, required: true }, ['setting']],
    ['config', { type: 'string', nargs: 1, negatable: true }, ['setting']],
  ])('--%s', (name, present, absent) => {
    const option = flagOptions('batch', [name])[name];
    expect(option).toMatchObject(present);
    for (const field of absent) expect(option).not.toHaveProperty(field);
  });

  it('lets no file set what a command has for itself', () => {
    expect(flagOptions('restore', ['files'])['files']).not.toHaveProperty('setting');
    expect(flagOptions('single', ['files'])['files']).toHaveProperty('setting', 'files');
  });
});
