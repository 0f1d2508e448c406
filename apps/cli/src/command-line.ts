import { CreateDumpError } from '@create-dump/core';
import yargs from 'yargs';
import { singleCommand } from './commands/single.js';
import type { World } from './world.js';

/** A command's work: returns the exit code. */
export type Action = (world: World) => Promise<number>;

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly action: Action };

/**
 * Parses a command line.
 * @throws {CreateDumpError} `USAGE` naming the word that is wrong.
 */
export async function parseCommandLine(
  args: readonly string[],
  version: string,
): Promise<Invocation> {
  let action: Action | undefined;
  const parser = yargs()
    .scriptName('create-dump')
    .usage('$0: snapshots of a code tree as one Markdown file that can be verified and restored')
    .command(singleCommand((chosen) => (action = chosen)))
    .recommendCommands()
    .strict()
    .parserConfiguration({
      'camel-case-expansion': false,
      'duplicate-arguments-array': true,
      'boolean-negation': true,
    })
    .version(version)
    .alias({ help: 'h', version: 'V' })
    .epilogue(exitCodesText)
    .locale('en')
    .wrap(100)
    .exitProcess(false)
    .showHelpOnFail(false);
  let text = '';
  await parser.parseAsync(
    [...args],
    {},
    (error: Error | null | undefined, _argv: unknown, output: string) => {
      text = output;
      if (error) throw error instanceof CreateDumpError ? error : toUsageError(error);
    },
  );
  if (action !== undefined) return { kind: 'action', action };
  return { kind: 'text', text };
}

function toUsageError({ message }: Error): CreateDumpError {
  const text = message
    .trim()
    .replace(/^Not enough arguments following: (.+)$/, '--$1 needs a value.');
  return new CreateDumpError('USAGE', `${text} ("create-dump --help" lists what there is.)`);
}

const exitCodesText = `Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 partly done (a file couldn't be read),
4 integrity, 5 refused (--strict), 6 locked by another run, 128 + n stopped by signal n.`;
