import { describe, expect, it } from 'vitest';
import type { ProjectDump } from '../src/project-dump.js';
import { recordedOptions } from '../src/recorded-options.js';

const plain: ProjectDump = {
  selection: { root: '/somewhere' },
  destination: { kind: 'directory', directory: '/elsewhere' },
  contents: 'list',
  binary: 'list',
  compress: false,
  strict: false,
};

describe('recordedOptions', () => {
  it('records nothing about a plain dump, neither its root nor its destination', () => {
    expect(recordedOptions(plain)).toEqual({});
    expect(recordedOptions({ ...plain, compress: true })).toEqual({});
    expect(
      recordedOptions({ ...plain, selection: { root: '/', useGitignore: true, exclude: [] } }),
    ).toEqual({});
  });

  it('records the options that change the content', () => {
    const selection = {
      root: '/',
      useGitignore: false,
      trackedOnly: true,
      exclude: ['*.log'],
      listed: ['a', 'b'],
      maxSize: 10,
    };
    expect(recordedOptions({ ...plain, selection, contents: 'tree', binary: 'embed' })).toEqual({
      useGitignore: false,
      trackedOnly: true,
      exclude: ['*.log'],
      filesFrom: 2,
      maxSize: 10,
      contents: 'tree',
      binary: 'embed',
    });
  });
});
