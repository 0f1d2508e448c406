import type { GitFacts } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { frontMatter } from '../../src/document/front-matter.js';

const gitRow = (git: GitFacts) => {
  const facts = {
    name: 'x',
    generated: '2026-01-01T00:00:00Z',
    tool: 'test 1.0.0',
    options: {},
    git,
  };
  return /^\| Git \| (.*) \|$/m.exec(frontMatter(facts, { sections: 1, leftOut: 0 }))?.[1];
};

describe('frontMatter', () => {
  it.each<[string, GitFacts, string]>([
    ['a branch', { branch: 'main', commit: 'c0', dirty: false }, '`main` @ `c0`'],
    ['changes', { branch: 'main', commit: 'c0', dirty: true }, '`main` @ `c0` (dirty)'],
    ['no branch', { branch: null, commit: 'c0', dirty: null }, 'detached @ `c0`'],
    ['no commit', { branch: 'main', commit: null, dirty: null }, '`main`, no commit yet'],
    ['nothing but a note', { branch: null, commit: null, dirty: null, note: 'Why.' }, '`Why.`'],
    [
      'an unknown state',
      { branch: 'b', commit: 'c0', dirty: null, note: 'Why.' },
      '`b` @ `c0`, `Why.`',
    ],
    ['a hostile branch', { branch: 'a|b`c', commit: 'c0', dirty: false }, '``a\\|b`c`` @ `c0`'],
  ])('shows %s', (_name, git, row) => {
    expect(gitRow(git)).toBe(row);
  });

  it.each([
    [1, '1 tracked file is'],
    [7, '7 tracked files are'],
  ])('says that a sparse checkout lacks %i', (absent, words) => {
    const git = { branch: 'main', commit: 'c0', dirty: false, sparse: { absent } };
    const facts = { name: 'x', generated: 'g', tool: 'test', options: {}, git };
    expect(frontMatter(facts, { sections: 1, leftOut: 0 })).toContain(
      `| Sparse checkout | ${words} not in the work tree |\n`,
    );
  });

  it('says how many files the options leave out, if there are any', () => {
    const facts = { name: 'x', generated: 'g', tool: 'test', options: {} };
    expect(frontMatter(facts, { sections: 1, leftOut: 2 })).toBe(
      '# Code dump: `x`\n\n| Fact | Value |\n|---|---|\n| Generated | g |\n| Files | 1 |\n| Left out | 2, by the options |\n| Tool | test, format 1 |\n\n',
    );
    expect(frontMatter(facts, { sections: 1, leftOut: 0 })).not.toContain('Left out');
  });
});
