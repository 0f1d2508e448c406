import { MalformedError } from '../ssh/malformed-error.js';
import { parseSshTime, type TimezoneOffset } from './parse-ssh-time.js';

/** What a line of allowed signers says besides names and key. */
export interface SignerOptions {
  /** The key is that of an authority, whose certificates are meant. */
  readonly isAuthority: boolean;
  /** A pattern list. */
  readonly namespaces?: string;
  /** Seconds since 1970, both included. */
  readonly validAfter?: bigint;
  readonly validBefore?: bigint;
}

/** Parses options as OpenSSH does: without regard to case, and throwing `MalformedError` for any that isn't known. */
export function parseSignerOptions(text: string, timezoneOffset: TimezoneOffset): SignerOptions {
  let isAuthority = false;
  const values = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    const [found = '', flag, name] =
      /^(?:(cert-authority)|(namespaces|valid-after|valid-before)=)?/i.exec(rest) ?? [];
    rest = rest.slice(found.length);
    if (flag !== undefined) isAuthority = true;
    if (name !== undefined) {
      const key = name.toLowerCase();
      if (values.has(key)) throw new MalformedError(`it has ${key} twice`);
      const [quoted = '', value = ''] = /^"((?:\\"|\\(?!")|[^"\\])*)"/.exec(rest) ?? [];
      if (quoted === '') throw new MalformedError(`the value of ${key} is not in quotes`);
      values.set(key, value.replaceAll('\\"', '"'));
      rest = rest.slice(quoted.length);
    }
    if (rest === '') break;
    if (!rest.startsWith(',')) throw new MalformedError('it has an unknown option');
    rest = rest.slice(1);
    if (rest === '') throw new MalformedError('its options end with a comma');
  }
  return { isAuthority, ...limitsOf(values, timezoneOffset) };
}

function limitsOf(values: ReadonlyMap<string, string>, timezoneOffset: TimezoneOffset) {
  const timeOf = (key: string): bigint | undefined => {
    const value = values.get(key);
    const time = value === undefined ? undefined : parseSshTime(value, timezoneOffset);
    if (value !== undefined && time === undefined)
      throw new MalformedError(`the time of ${key} is wrong`);
    return time;
  };
  const namespaces = values.get('namespaces');
  const validAfter = timeOf('valid-after');
  const validBefore = timeOf('valid-before');
  if (validAfter !== undefined && validBefore !== undefined && validBefore <= validAfter) {
    throw new MalformedError('valid-before is not after valid-after');
  }
  return {
    ...(namespaces !== undefined && { namespaces }),
    ...(validAfter !== undefined && { validAfter }),
    ...(validBefore !== undefined && { validBefore }),
  };
}
