import { constants } from 'node:os';

/** The code of an error (`ENOSPC`), including system errors that libuv has no name for; undefined if it has none. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return undefined;
  }
  // libuv doesn't know EDQUOT and ESTALE: their `code` is "Unknown system error -122", or "UNKNOWN" from some synchronous calls.
  if (!/^unknown/i.test(error.code)) return error.code;
  const number = 'errno' in error && typeof error.errno === 'number' ? -error.errno : 0;
  return Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
}
