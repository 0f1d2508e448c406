import { nearest } from '@create-dump/config';
import { CreateDumpError, parseByteSize } from '@create-dump/core';

/** What the parser found, by option name. It lets empty values and repeated options through; these readers don't. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Stands for a lone `-` on its way through the parser, which takes it for an empty value where a positional is expected.
 * No argument of a process can hold a NUL.
 */
export const standardStream = '\0-';

/** The value of an option that takes one. Throws `USAGE` if it is empty or was given twice. */
export function readText(argv: Arguments, name: string): string | undefined {
  const value = argv[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value))
    throw usage(`${flag(name)} is given ${value.length} times, and takes one value.`);
  if (typeof value !== 'string' || value === '') throw usage(`${flag(name)} has no value.`);
  return toWord(value);
}

/** An argument that must be there. Throws `USAGE` if it is empty. */
export function readPositional(argv: Arguments, name: string): string {
  const value = argv[name];
  if (typeof value !== 'string' || value === '') throw usage(`The argument ${name} is empty.`);
  return toWord(value);
}

/** One or more arguments. Throws `USAGE` if one is empty. */
export function readPositionals(argv: Arguments, name: string): readonly string[] {
  const values = argv[name];
  if (!Array.isArray(values) || values.length === 0 || values.includes('')) {
    throw usage(`An argument is empty.`);
  }
  return values.map((value) => toWord(String(value)));
}

/** The values of an option that takes several. Throws `USAGE` if there is none, or an empty one. */
export function readList(argv: Arguments, name: string): readonly string[] | undefined {
  const value = argv[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0) throw usage(`${flag(name)} has no value.`);
  if (value.includes('')) throw usage(`${flag(name)} has an empty value.`);
  return value.map((one) => toWord(String(one)));
}

/** Bytes. Throws `USAGE` if it isn't a size. */
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

/** One of `choices`. Throws `USAGE` if it is none of them. */
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

/** Throws `USAGE` if it was given twice: which one counts is anybody's guess. */
export function readSwitch(argv: Arguments, name: string, unless: boolean): boolean {
  const value = argv[name] ?? unless;
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
