import { checkWords } from '@create-dump/command-line';
import { describe, expect, it } from 'vitest';
import { program } from '../../src/program.js';

function check(command: string, word: string) {
  const definition = program.commands.find(({ name }) => name === command);
  if (definition === undefined) throw new Error(command);
  checkWords(definition, [word], program);
}

describe('an option that a command does not have', () => {
  it.each([
    ['single', '--style', '--style is not an option of single: a dump is always Markdown.'],
    ['single', '--copy', 'Unknown option --copy. "create-dump single --help" lists the options.'],
    ['single', '--stdout', '--stdout is not an option of single. Did you mean --output -?'],
    ['batch', '--force', '--force is an option of single, not of batch.'],
    ['single', '--ignore', '--ignore is not an option of single. Did you mean --exclude?'],
    ['restore', '-o', '-o is an option of single, view, config show, not of restore.'],
    [
      'single',
      '--no-ignore',
      '--no-ignore is not an option of single. Did you mean --no-use-gitignore?',
    ],
    ['single', '--tco', 'Unknown option --tco. Did you mean --toc?'],
    ['single', '--no-tco', 'Unknown option --no-tco. Did you mean --no-toc?'],
    ['single', '--exlude=x', 'Unknown option --exlude. Did you mean --exclude?'],
    ['single', '--hlep', 'Unknown option --hlep. Did you mean --help?'],
    ['single', '-Z', 'Unknown option -Z. "create-dump single --help" lists the options.'],
    ['single', '--to', '--to is an option of restore, not of single.'],
    [
      'single',
      '--constructor',
      'Unknown option --constructor. "create-dump single --help" lists the options.',
    ],
    ['restore', '--force', '--force is not an option of restore. Did you mean --overwrite?'],
    ['restore', '--target', '--target is not an option of restore. Did you mean --to?'],
    ['batch', '-o', '-o is an option of single, view, config show, not of batch.'],
    // Only options of the command itself are near.
    [
      'verify',
      '--exlude',
      'Unknown option --exlude. "create-dump verify --help" lists the options.',
    ],
    ['cat', '--jsn', 'Unknown option --jsn. "create-dump cat --help" lists the options.'],
  ])('%s %s', (command, word, message) => {
    expect(() => check(command, word)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});
