import { hostname } from 'node:os';
import { createHash } from 'node:crypto';
import { CreateDumpError } from '@create-dump/core';
import { createRunId } from '@create-dump/files';
import {
  createDumpPublisher,
  createFileOutput,
  createGzipOutput,
  createStreamOutput,
  isBrokenPipe,
} from '../../src/index.js';

export interface ProgramOptions {
  readonly kind: 'publisher' | 'file' | 'gzip' | 'stdout';
  /** The target directory; for `file`, the target file. */
  readonly path: string;
  readonly prefix?: string;
  readonly mode?: number;
  /** Replaces what is at the path of `file`. */
  readonly replace?: boolean;
  /** Places a signature beside the checksum file: any text that begins as one. */
  readonly sign?: boolean;
  /** Number of dumps, of chunks per dump, and of bytes per chunk. Default: 1, 2, 1000. */
  readonly dumps?: number;
  readonly chunks?: number;
  readonly chunkBytes?: number;
  /** Milliseconds between chunks. */
  readonly pause?: number;
}

/** A line of the program's output (on stderr for the kind `stdout`). */
export interface ProgramLine {
  readonly path?: string | null;
  readonly warning?: string;
  readonly retry?: string;
  readonly code?: string;
  readonly message?: string;
  readonly brokenPipe?: boolean;
}

const options = JSON.parse(process.argv[2] ?? '') as ProgramOptions;
const { kind, path, prefix = 'p', dumps = 1, chunks = 2, chunkBytes = 1000, pause } = options;
const say = (line: ProgramLine) =>
  (kind === 'stdout' ? process.stderr : process.stdout).write(`${JSON.stringify(line)}\n`);

const shared = {
  runId: createRunId({ pid: process.pid, hostname: hostname(), now: new Date() }),
  warn: (warning: string) => void say({ warning }),
  onRetry: (retry: string) => void say({ retry }),
  ...(options.mode === undefined ? {} : { mode: options.mode }),
  ...(options.sign && { sign: async () => '-----BEGIN SSH SIGNATURE-----\n' }),
};
const publisher = (extension: string) =>
  createDumpPublisher({ ...shared, directory: path, prefix, stamp: '20260102_030405', extension });
const opens = {
  publisher: () => publisher('md'),
  gzip: () => createGzipOutput(publisher('md.gz')),
  file: () =>
    createFileOutput({ ...shared, path, ...(options.replace && { mayReplace: () => true }) }),
  stdout: () => createStreamOutput(process.stdout),
};
const open = opens[kind]();

try {
  for (let dump = 0; dump < dumps; dump++) say({ path: await publishOne(dump) });
} catch (error) {
  if (!(error instanceof CreateDumpError)) throw error;
  say({ code: error.code, message: error.message, brokenPipe: isBrokenPipe(error) });
  process.exitCode = 1;
}

async function publishOne(dump: number): Promise<string | null> {
  await using output = await open();
  const hash = createHash('sha256');
  for (let at = 0; at < chunks; at++) {
    const chunk = Buffer.alloc(chunkBytes, `${process.pid} ${dump} ${at}\n`);
    const written = output.write(chunk);
    hash.update(chunk);
    await written;
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return (await output.publish(hash.digest('hex'))).path;
}
