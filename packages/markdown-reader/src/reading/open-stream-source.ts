import { displayPath } from '@create-dump/core';
import { abortable } from './abortable.js';
import type { ByteSource } from './byte-source.js';
import type { OpenSourceOptions } from './open-file-source.js';
import { createSpool } from './spool.js';
import { isGzip, unpackGzip } from './unpack-gzip.js';

export interface OpenStreamOptions extends OpenSourceOptions {
  /** Name for messages, such as `standard input`. */
  readonly name: string;
}

/**
 * Opens a dump from a pipe or an archive, plain or gzip. It is spooled to a file first, because the manifest is at its end.
 * @throws what `stream` throws, and what `openFileSource` throws.
 */
export async function openStreamSource(
  stream: AsyncIterable<Uint8Array>,
  options: OpenStreamOptions,
): Promise<ByteSource> {
  const { signal } = options;
  const name = displayPath(options.name);
  using spool = createSpool(options);
  for await (const chunk of abortable(stream, signal)) spool.write(chunk);
  const source = spool.toSource({ name });
  return isGzip(source) ? await unpackGzip(source, options, signal) : source;
}
