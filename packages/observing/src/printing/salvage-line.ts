import { CreateDumpError, displayPath } from '@create-dump/core';

/**
 * The command line that recovers what a damaged dump contains, ready to be typed: ` To recover …: create-dump restore …`. Empty
 * if it can't be one, as for standard input.
 */
export function salvageLine(dump: string, directory = 'DIR'): string {
  if (dump === '-' || displayPath(dump) !== dump) return '';
  const words = ['create-dump', 'restore', dump, '--salvage', '--to', directory];
  return ` To recover what it contains: ${words.map(quote).join(' ')}`;
}

/** Adds the line to the error of a command that can't read a dump. */
export function withSalvageLine(error: unknown, dump: string, directory?: string): unknown {
  if (!(error instanceof CreateDumpError) || error.code !== 'DUMP_MALFORMED') return error;
  const line = salvageLine(dump, directory);
  return line === ''
    ? error
    : new CreateDumpError(error.code, `${error.message}${line}`, { cause: error });
}

/** As POSIX shells read it; `./` keeps a leading dash from being an option. */
function quote(word: string, at: number): string {
  const path = at === 2 && word.startsWith('-') ? `./${word}` : word;
  return /^[\w./@%+:,=-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
