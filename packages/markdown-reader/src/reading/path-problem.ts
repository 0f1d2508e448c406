import { decodePath, encodePath } from '@create-dump/core';

/** No file system takes longer ones. The bounds keep hostile dumps from costing much. */
const maxPathBytes = 32_767;
const maxParts = 4096;

/** Why `path` can't be a file's path in a dump, or undefined if it can. Restoring it stays below the target's root. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.includes('\0')) return 'has a NUL byte';
  if (path.startsWith('/')) return 'is absolute';
  if (path.length > maxPathBytes) return `is longer than ${maxPathBytes} bytes`;
  const parts = path.split('/');
  if (parts.length > maxParts) return `has more than ${maxParts} parts`;
  if (parts.includes('')) return 'has an empty part';
  if (parts.includes('.') || parts.includes('..')) return 'has a part that is "." or ".."';
  // The same bytes, written in two ways, would pass for two paths.
  if (!path.isWellFormed() && decodePath(encodePath(path)) !== path) return 'is not a path';
  return undefined;
}

/** Why Windows would take `path` for something else than the names in it, or undefined if it wouldn't. */
export function windowsPathProblem(path: string): string | undefined {
  if (/[\\:]/.test(path)) return 'has a "\\" or ":", which Windows takes for parts of its own';
  const reserved = path.split('/').find((part) => reservedNames.test(part));
  return reserved === undefined
    ? undefined
    : `has the part "${reserved}", which Windows can't hold as it is`;
}

const reservedNames = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)|[. ]$/i;
