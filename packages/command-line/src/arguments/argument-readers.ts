/**
 * Readers of parsed arguments. Each takes the arguments and the name of an option or positional, and returns the checked value, or
 * undefined if it isn't given. Invalid values throw `USAGE` with the option's name and what to write instead.
 */
import { nearest } from '@create-dump/config';
import { CreateDumpError, parseByteSize } from '@create-dump/core';

/** Parsed arguments, by option name. The parser accepts empty values and repeated options; the readers here reject them. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Replaces a lone `-` in the parser, which would treat it as an empty positional. Can't collide: arguments of a process never
 * contain NUL.
 */
export const standardStream = '\0-';

/** Reads an option with one value. Throws `USAGE` if the value is empty or given twice. */
export function readText(argv: Arguments, name: string): string | undefined {
  const value = argv[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value))
    throw usage(`${flag(name)} is given ${value.length} times, but takes one value.`);
  if (typeof value !== 'string' || value === '') throw usage(`${flag(name)} has no value.`);
  return toWord(value);
}

/** Reads a required argument. Throws `USAGE` if it is empty. */
export function readPositional(argv: Arguments, name: string): string {
  const value = argv[name];
  if (typeof value !== 'string' || value === '') throw usage(`The argument ${name} is empty.`);
  return toWord(value);
}

/** Reads one or more arguments. Throws `USAGE` if one is empty. */
export function readPositionals(argv: Arguments, name: string): readonly string[] {
  const values = argv[name];
  if (!Array.isArray(values) || values.length === 0 || values.includes('')) {
    throw usage(`An argument is empty.`);
  }
  return values.map((value) => toWord(String(value)));
}

/** Reads an option with several values. Throws `USAGE` if there is none, or if one is empty. */
export function readList(argv: Arguments, name: string): readonly string[] | undefined {
  const value = argv[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0) throw usage(`${flag(name)} has no value.`);
  if (value.includes('')) throw usage(`${flag(name)} has an empty value.`);
  return value.map((one) => toWord(String(one)));
}

/** Reads a size, in bytes. Throws `USAGE` if it isn't a size. */
export function readSize(argv: Arguments, name: string): number | undefined {
  const text = readText(argv, name);
  const bytes = text === undefined ? undefined : parseByteSize(text);
  if (text !== undefined && bytes === undefined) {
    throw usage(
      `${flag(name)} "${text}" is not a size. Write 500kB, 10MB, 1GiB or a number of bytes.`,
    );
  }
  return bytes;
}

/** Reads one of `choices`. Throws `USAGE` for any other value. */
export function readChoice<T extends string>(
  argv: Arguments,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = readText(argv, name);
  const choice = choices.find((one) => one === text);
  if (text !== undefined && choice === undefined) {
    const meant = nearest(text, choices);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw usage(`${flag(name)} "${text}" is none of ${choices.join(', ')}.${hint}`);
  }
  return choice;
}

/** Reads a switch. Throws `USAGE` if it is given twice, as `--x --no-x` would be ambiguous. */
export function readSwitch(argv: Arguments, name: string, fallback: boolean): boolean {
  const value = argv[name] ?? fallback;
  if (typeof value !== 'boolean') throw usage(`${flag(name)} is given more than once.`);
  return value;
}

export function usage(message: string): CreateDumpError {
  return new CreateDumpError('USAGE', message);
}

function toWord(value: string): string {
  return value === standardStream ? '-' : value;
}

function flag(name: string): string {
  return name === 'root' ? 'The directory' : `--${name}`;
}
