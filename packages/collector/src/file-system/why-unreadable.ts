import { statSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/**
 * Why `readRegularFile` returned nothing for a path whose links it follows, as a clause; undefined if there is no such file,
 * or if it is /dev/null, the customary name for no file.
 * @param limit In bytes.
 */
export function whyUnreadable(path: string, limit: number): string | undefined {
  if (path === '/dev/null') return undefined;
  try {
    const stats = statSync(toFsPath(path), { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isFile()) return 'it is not a regular file';
    return stats.size > limit ? `it is larger than ${limit} bytes` : 'it may not be read';
  } catch (error) {
    const code = errorCode(error) ?? 'unknown error';
    return code === 'ENOTDIR' ? undefined : code;
  }
}
