import { getSystemErrorMap } from 'node:util';

/** `ENOSPC`, or undefined where an error has no such code. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** A system's error in its own words, without the path: `no space left on device (ENOSPC)`. */
export function describeSystemError(error: unknown): string {
  const number = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
  const words = getSystemErrorMap().get(number);
  if (words !== undefined) return `${words[1]} (${words[0]})`;
  // That of several attempts to connect has only a code.
  return (error instanceof Error && error.message) || errorCode(error) || String(error);
}
