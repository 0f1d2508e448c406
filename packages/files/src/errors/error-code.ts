import { constants } from 'node:os';

/** The `errno` name of a system error (`ENOSPC`), also of those that Node has no name for; undefined for others. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return undefined;
  }
  // libuv knows neither EDQUOT nor ESTALE: their `code` is "Unknown system error -122".
  if (!error.code.startsWith('Unknown')) return error.code;
  const number = 'errno' in error && typeof error.errno === 'number' ? -error.errno : 0;
  return Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
}
