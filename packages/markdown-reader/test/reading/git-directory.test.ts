import { describe, expect, it } from 'vitest';
import { gitDirectoryPart } from '../../src/reading/git-directory.js';

describe('gitDirectoryPart', () => {
  it.each([
    '.git/config',
    'a/.git/hooks/post-commit',
    '.git',
    'a/.GIT/x',
    'a/.gIt',
    '.g\u200Cit/x',
    '\uFEFF.git/x',
    '.gi\u206Ft\u202E/x',
    'git~1/config',
    'GIT~1/config',
    '.git./x',
    '.git /x',
    '.git . ./x',
    '.git::$INDEX_ALLOCATION/x',
    '.git:stream',
    'git~1. /x',
    'git~1:a/x',
    'a\\.git\\config',
    'a\\git~1',
  ])('finds %j', (path) => {
    expect(gitDirectoryPart(path)).toBeDefined();
  });

  it.each([
    '.gitignore',
    '.github/workflows/a.yml',
    'a.git/config',
    'git/config',
    'git~2/x',
    '.git2',
    '.gi t/x',
    ' .git/x',
    '.git.d/x',
    'x/.gitmodules',
    'ge\u200Cit/x',
    'plain/a.txt',
  ])('allows %j', (path) => {
    expect(gitDirectoryPart(path)).toBeUndefined();
  });
});
