import { CreateDumpError } from '@create-dump/core';
import yargs from 'yargs';
import type { Action, Command } from './command.js';
import { standardStream } from './commands/argument-readers.js';
import { archiveCommand } from './commands/archive/archive-command.js';
import { catCommand } from './commands/cat/cat-command.js';
import { diffCommand } from './commands/diff/diff-command.js';
import { explainCommand } from './commands/explain/explain-command.js';
import { filesCommand } from './commands/files/files-command.js';
import { listCommand } from './commands/list/list-command.js';
import { readOutputArguments } from './commands/output-arguments.js';
import { restoreCommand } from './commands/restore/restore-command.js';
import { singleCommand } from './commands/single/single-command.js';
import { verifyCommand } from './commands/verify/verify-command.js';
import type { ObservedRun } from './observing/open-observers.js';

const commands: readonly Command[] = [
  singleCommand,
  archiveCommand,
  verifyCommand,
  restoreCommand,
  filesCommand,
  explainCommand,
  diffCommand,
  listCommand,
  catCommand,
];

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'action'; readonly action: Action } & ObservedRun);

/**
 * Parses a command line.
 * @throws {CreateDumpError} `USAGE` naming the word that is wrong.
 */
export async function parseCommandLine(
  args: readonly string[],
  version: string,
): Promise<Invocation> {
  let invocation: Invocation | undefined;
  let text = '';
  const parser = createParser(version, (chosen) => (invocation = chosen));
  await parser.parseAsync(
    args.map((word) => (word === '-' ? standardStream : word)),
    {},
    (error: Error | null | undefined, _argv: unknown, output: string) => {
      text = output;
      if (error) throw error instanceof CreateDumpError ? error : toUsageError(error);
    },
  );
  return invocation ?? { kind: 'text', text };
}

function createParser(version: string, choose: (invocation: Invocation) => void) {
  const parser = yargs()
    .scriptName('create-dump')
    .usage('$0: snapshots of a code tree as one Markdown file that can be verified and restored')
    .recommendCommands()
    .strict()
    .parserConfiguration({ 'camel-case-expansion': false })
    .version(version)
    .alias({ help: 'h', version: 'V' })
    .epilogue(exitCodesText)
    .locale('en')
    .wrap(100)
    .exitProcess(false)
    .showHelpOnFail(false);
  for (const { definition, toAction } of commands) {
    const command = nameOf(definition);
    parser.command({
      ...definition,
      handler(argv) {
        const output = readOutputArguments(argv);
        choose({ kind: 'action', command, output, action: toAction(argv) });
      },
    });
  }
  return parser;
}

function nameOf({ command }: Command['definition']): string {
  return [command].flat().join(' ').replace(/ .*/su, '');
}

function toUsageError({ message }: Error): CreateDumpError {
  const text = message
    .trim()
    .replace(/^Not enough arguments following: (.+)$/, '--$1 needs a value.')
    .replace(
      /^Not enough non-option arguments: got \d+, need at least \d+$/,
      'An argument is missing.',
    );
  return new CreateDumpError('USAGE', `${text} ("create-dump --help" lists what there is.)`);
}

const exitCodesText = `Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 partly done (a file couldn't be read),
4 integrity, 5 refused (--strict), 6 locked by another run, 128 + n stopped by signal n.`;
