export type { ByteSource } from './byte-source.js';
export { type Dump, openDump } from './open-dump.js';
export { openFileSource, type OpenSourceOptions } from './open-file-source.js';
export { openStreamSource, type OpenStreamOptions } from './open-stream-source.js';
export type { SpoolOptions } from './spool.js';
