import type { ByteSource } from './byte-source.js';
import { openStoredFile } from './open-stored-file.js';
import type { SpoolOptions } from './spool.js';
import { isGzip, unpackGzip } from './unpack-gzip.js';

export interface OpenSourceOptions extends SpoolOptions {
  readonly signal?: AbortSignal;
}

/**
 * Opens a dump file, `.md` or `.md.gz`, recognised by its first bytes. A compressed dump is unpacked into the spool
 * directory.
 * @throws {CreateDumpError} `READ_FAILED`; `INTEGRITY` for a damaged `.md.gz`; `WRITE_FAILED` or `REFUSED` if it can't be
 *   unpacked there.
 */
export async function openFileSource(
  path: string,
  options: OpenSourceOptions,
): Promise<ByteSource> {
  const source = openStoredFile(path);
  try {
    if (!isGzip(source)) return source;
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
  return unpackGzip(source, options, options.signal);
}
