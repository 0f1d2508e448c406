/*
 * Whom to trust: files of allowed signers and of revoked keys come in as bytes; out comes who may have made a signature by a key,
 * for a purpose, at a time, or why nobody may. The rules are those of ssh-keygen(1), ALLOWED SIGNERS.
 */
import { MalformedError } from '../ssh/malformed-error.js';
import { readKeyLine } from '../ssh/read-key-line.js';
import type { SshKey } from '../ssh/ssh-key.js';
import { parseSignerOptions, type SignerOptions } from './parse-signer-options.js';
import type { TimezoneOffset } from './parse-ssh-time.js';

/** A line of a file of allowed signers. */
export interface AllowedSigner extends SignerOptions {
  /** Counted from 1. */
  readonly line: number;
  /** A pattern list; a character for each byte. */
  readonly principals: string;
  readonly key: SshKey;
}

export interface AllowedSigners {
  readonly signers: readonly AllowedSigner[];
  /** Lines that ssh-keygen ignores as well, and why. */
  readonly ignored: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Parses a file of allowed signers. A line that is wrong in any way allows nobody.
 * @param timezoneOffset For times without a `Z`. Default: the zone of this process.
 */
export function parseAllowedSigners(
  file: Uint8Array,
  timezoneOffset: TimezoneOffset = (at) => at.getTimezoneOffset(),
): AllowedSigners {
  const signers: AllowedSigner[] = [];
  const ignored: { line: number; reason: string }[] = [];
  for (const [index, text] of splitLines(file).entries()) {
    const line = index + 1;
    try {
      const signer = parseLine(text, timezoneOffset);
      if (signer !== undefined) signers.push({ line, ...signer });
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      ignored.push({ line, reason: error.message });
    }
  }
  return { signers, ignored };
}

/** Lines as a program in C sees them: a NUL ends one. */
export function splitLines(file: Uint8Array): string[] {
  const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1');
  return text.split('\n').map((line) => line.replace(/\0.*$/s, ''));
}

function parseLine(
  text: string,
  timezoneOffset: TimezoneOffset,
): Omit<AllowedSigner, 'line'> | undefined {
  const line = text.replace(/^[ \t\r]+/, '');
  if (line === '' || line.startsWith('#')) return undefined;
  const { principals, rest } = splitPrincipals(line);
  const [, first, other = ''] = firstWord.exec(rest) ?? [];
  if (first === undefined) throw new MalformedError('a quote is not closed');
  const alone = tryReadKey(rest);
  const key = alone ?? readKeyLine(other);
  const options = parseSignerOptions(alone === undefined ? first : '', timezoneOffset);
  return { principals, key, ...options };
}

/** Up to a blank outside quotes. A quote after a backslash is neither their begin nor their end. */
const firstWord = /^((?:\\"|\\(?!")|"(?:\\"|\\(?!")|[^"\\])*"|[^ \t"\\])*)[ \t]*(.*)$/s;

/** The first word. Quotes may be around it, or begin within it, and end it. */
function splitPrincipals(line: string): { principals: string; rest: string } {
  const [all, plain = '', quoted = ''] =
    /^([^ \t\r"]*)(?:"([^"]*)"|(?=[ \t\r]))[ \t\r]*/.exec(line) ?? [];
  if (all === undefined) throw new MalformedError('it has no key');
  return { principals: plain + quoted, rest: line.slice(all.length) };
}

function tryReadKey(text: string): SshKey | undefined {
  try {
    return readKeyLine(text);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return undefined;
  }
}
