import { readdirSync } from 'node:fs';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

/** What a mistyped command line is told: the place, and the fix. */
const mistyped: ReadonlyArray<readonly [line: string, message: string]> = [
  ['--exlude tests', 'Unknown option --exlude. Did you mean --exclude?'],
  ['--max_size 5MB', 'Unknown option --max_size. Did you mean --max-size?'],
  ['archive --keep-lst 5', 'Unknown option --keep-lst. Did you mean --keep-last?'],
  ['--to out', '--to is an option of restore, not of single.'],
  ['verify dump.md --exclude x', 'not of verify.'],
  ['--no-exclude', "--exclude takes a value, it can't be turned off"],
  ['--quiet=maybe', '--quiet takes no value, and "maybe" was given.'],
  ['--binary embd', '--binary "embd" is none of list, embed, skip. Did you mean embed?'],
  ['--binary lits', '--binary "lits" is none of list, embed, skip. Did you mean list?'],
  ['--tco', 'Unknown option --tco. Did you mean --toc?'],
  ['--ignore x', '--ignore is not an option of single. Did you mean --exclude?'],
  ['batch -o x.md', '-o is an option of single, view, config show, not of batch.'],
  ['--stdout', '--stdout is not an option of single. Did you mean --output -?'],
  ['--toc forest', '--toc "forest" is none of list, tree.'],
  ['--dest --quiet', '--dest needs a value: DIR|X.md.'],
  ['archive --archive-format', '--archive-format needs a value: zip, tar.gz.'],
  ['--max-size 10bananas', '--max-size "10bananas" is not a size. Write 500kB, 10MB, 1GiB'],
  ['archive --keep-last 0', '--keep-last "0" must be a whole number from 1 to'],
  ['verfy', 'there is no such directory. Did you mean the command verify?'],
  ['verfy dump.md', '"dump.md" is one argument too many. Usage: create-dump single'],
  ['verfy dump.md', 'Did you mean the command verify?'],
  ['--json verify dump.md', 'A command comes first: create-dump verify'],
  ['restore', 'restore needs <dump>'],
  ['restore dump.md', '--to DIR is missing'],
  ['cat dump.md', 'cat needs <path>'],
  ['-qZ', 'Unknown option -Z.'],
  ['--constructor', 'Unknown option --constructor.'],
  ['--__proto__ x', 'Unknown option --__proto__.'],
  ['config', 'config does nothing by itself: write config show or config schema or config init.'],
  ['completion tcsh', 'There is no completion for "tcsh", only for bash, zsh, fish.'],
  ['help verifi', 'There is no command "verifi". Did you mean the command verify?'],
];

describe('a mistyped command line', () => {
  it.each(mistyped)('create-dump %s: %s', async (line, message) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'x' });
    const { code, stderr } = await runBin(line.split(' '), { cwd: directory.path });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
    expect(readdirSync(directory.path)).toEqual(['a']);
  });

  it('takes a value that begins with a dash after -- or =', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { '-x/--help': 'x', 'b/--exlude': 'y' });
    const run = async (...args: readonly string[]) => {
      const { code, stdout } = await runBin(args, { cwd: directory.path });
      return { code, stdout: stdout.toString() };
    };
    expect(await run('files', '--', '-x')).toEqual({ code: 0, stdout: '--help\n' });
    expect(await run('files', 'b', '--files=--ex*')).toEqual({ code: 0, stdout: '--exlude\n' });
  });
});
