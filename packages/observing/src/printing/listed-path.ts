import { displayPath, encodePath } from '@create-dump/core';

/** A path in a list: escaped for display on a line of its own, or as exact bytes ended by NUL, for `xargs -0`. */
export function listedPath(path: string, zero: boolean): string | Uint8Array {
  if (!zero) return `${displayPath(path)}\n`;
  return path.isWellFormed() ? `${path}\0` : Buffer.concat([encodePath(path), Buffer.of(0)]);
}
