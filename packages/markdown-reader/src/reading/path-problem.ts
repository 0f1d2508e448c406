import { decodePath, encodePath } from '@create-dump/core';

/** No file system allows longer paths. The limits bound the cost of a hostile dump. */
const maxPathBytes = 32_767;
const maxParts = 4096;

/** Why `path` is invalid as a file's path in a dump; undefined if it is valid, so that it stays below a restore's target. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'has a NUL byte';
  if (path.startsWith('/')) return 'is absolute';
  if (path.length > maxPathBytes) return `is longer than ${maxPathBytes} bytes`;
  const parts = path.split('/');
  if (parts.length > maxParts) return `has more than ${maxParts} parts`;
  if (parts.includes('')) return 'has an empty part';
  if (parts.includes('.') || parts.includes('..')) return 'has a part that is "." or ".."';
  // Otherwise two strings for the same bytes would count as two paths.
  if (!path.isWellFormed() && decodePath(encodePath(path)) !== path) return 'is not a path';
  return undefined;
}

/** Why Windows would not create a file of exactly this path; undefined if it would. */
export function windowsPathProblem(path: string): string | undefined {
  if (/[\\:]/.test(path)) return 'has a "\\" or ":", which Windows gives a meaning of its own';
  const reserved = path.split('/').find((part) => reservedNames.test(part));
  return reserved === undefined
    ? undefined
    : `has the part "${reserved}", which is reserved or altered on Windows`;
}

const reservedNames = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)|[. ]$/i;
