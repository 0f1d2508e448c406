import { type Arguments, readText, usage } from './argument-readers.js';

/** Reads the permissions of files. Throws `USAGE` if they aren't octal digits, or would lock the owner out. */
export function readMode(argv: Arguments, name: string): number | undefined {
  const text = readText(argv, name);
  if (text === undefined) return undefined;
  if (/^0?6[046]{2}$/.test(text)) return Number.parseInt(text, 8);
  throw usage(
    `--${name} "${text}" is not a mode. Write 0640 or the like: 6 for the owner, then 0, 4 or 6 for the group and for others.`,
  );
}
