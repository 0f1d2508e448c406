import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const shells = ['bash', 'zsh', 'fish'] as const;
const scripts = new Map<string, string>();

beforeAll(async () => {
  for (const shell of shells) {
    const { stdout } = await runBin(['completion', shell], { cwd: '/' });
    scripts.set(shell, stdout.toString());
  }
});

/** Words of a command line, the last one being completed, and what must come of it. */
const lines: ReadonlyArray<readonly [words: readonly string[], expected: readonly string[]]> = [
  [['arc'], ['archive']],
  [['--excl'], ['--exclude', '--excluded-dirs']],
  [['--no-git'], ['--no-git-meta']],
  [
    ['--binary', ''],
    ['list', 'embed', 'skip'],
  ],
  [['archive', '--archive-format', 't'], ['tar.gz']],
  [
    ['restore', ''],
    ['a b.md', 'x.md', 'sub'],
  ],
  [['restore', 'x.md', '--to', ''], ['sub']],
  [['restore', 'x.md', '--overw'], ['--overwrite']],
  [['archive', ''], ['sub']],
  [
    ['config', 's'],
    ['show', 'schema'],
  ],
  [['config', 'init', '--y'], ['--yes']],
  [['help', 'verif'], ['verify']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
];

describe.each(shells)('the script for %s', (shell) => {
  const tool = findTool(shell);
  it.skipIf(tool === undefined)(`is syntactically valid (skipped without ${shell})`, () => {
    expect(complete(tool, ['-n', '../script'], shell)).toEqual(['']);
  });
});

const bash = findTool('bash');
describe.skipIf(bash === undefined)('bash (skipped without bash)', () => {
  it.each(lines)('completes %j to %j', (words, expected) => {
    const program = `source ../script
      COMP_WORDS=(create-dump "$@") COMP_CWORD=$#
      _create_dump
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(complete(bash, ['--norc', '-c', program, 'bash', ...words], 'bash')).toEqual(
      [...expected].sort(),
    );
  });

  it('completes a value that is joined with =', () => {
    const program = `source ../script
      COMP_WORDS=(create-dump --binary = em) COMP_CWORD=3
      _create_dump
      echo "\${COMPREPLY[@]}"`;
    expect(complete(bash, ['--norc', '-c', program], 'bash')).toEqual(['embed']);
  });
});

const fish = findTool('fish');
describe.skipIf(fish === undefined)('fish (skipped without fish)', () => {
  it.each(lines)('completes %j to %j', (words, expected) => {
    const program = 'source ../script; complete -C $argv[1]';
    const line = ['create-dump', ...words].join(' ');
    const found = complete(fish, ['--no-config', '-c', program, line], 'fish');
    const names = found.map((line) => line.replace(/\t.*/, '').replace(/\/$/, ''));
    expect(names.sort()).toEqual([...expected].sort());
  });
});

const zsh = findTool('zsh');
describe.skipIf(zsh === undefined)('zsh (skipped without zsh)', () => {
  it.each([
    [['archive', '--arch'], '--archive-format=[Archive format'],
    [['restore', ''], '1:argument:_files'],
    [['config', 'init', ''], '1:argument:_files -/'],
    [['completion', ''], '1:argument:(bash zsh fish)'],
  ])('tells %j to _arguments', (words, expected) => {
    const program = `compdef() {}; _describe() {}; _arguments() { print -rl -- "$@" }
      source ../script
      words=(create-dump "$@") CURRENT=$(( $# + 1 ))
      _create-dump`;
    const told = complete(zsh, ['-f', '-c', program, 'zsh', ...words], 'zsh');
    expect(told.filter((line) => line.includes(expected))).not.toEqual([]);
  });
});

/** What a shell prints, by lines, sorted, in a directory with a few files. */
function complete(tool: string | undefined, args: readonly string[], shell: string): string[] {
  using directory = temporaryDirectory();
  const script = scripts.get(shell) ?? '';
  writeTree(directory.path, { script, 'cwd/a b.md': '', 'cwd/x.md': '', 'cwd/sub/y': '' });
  const output = execFileSync(tool ?? '', args, {
    cwd: join(directory.path, 'cwd'),
    env: { PATH: process.env['PATH'], HOME: directory.path, LC_ALL: 'C.UTF-8' },
  });
  return output.toString().trimEnd().split('\n').sort();
}
