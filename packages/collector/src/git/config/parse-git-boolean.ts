import { parseGitInteger } from './parse-git-integer.js';

/** Parses a boolean as git does; undefined for anything else, which git refuses, and for no value. */
export function parseGitBoolean(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(true|yes|on)$/i.test(value)) return true;
  if (/^(false|no|off|)$/i.test(value)) return false;
  const number = parseGitInteger(value);
  return number === undefined ? undefined : number !== 0;
}
