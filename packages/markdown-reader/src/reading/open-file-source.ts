import type { ByteSource } from './byte-source.js';
import { openRegularFile } from './open-regular-file.js';
import type { SpoolOptions } from './spool.js';
import { isGzip, unpackGzip } from './unpack-gzip.js';

export interface OpenSourceOptions extends SpoolOptions {
  readonly signal?: AbortSignal;
}

/**
 * Opens a dump's file, `.md` or `.md.gz`: what it is is told by its first bytes. A compressed one is unpacked into the
 * spool directory.
 * @throws {CreateDumpError} `READ_FAILED`; `INTEGRITY` for a damaged `.md.gz`; what {@link SpoolOptions} bring.
 */
export async function openFileSource(
  path: string,
  options: OpenSourceOptions,
): Promise<ByteSource> {
  const source = openRegularFile(path);
  try {
    if (!isGzip(source)) return source;
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
  return unpackGzip(source, options, options.signal);
}
