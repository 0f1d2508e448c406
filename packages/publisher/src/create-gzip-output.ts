import { createHash } from 'node:crypto';
import { createGzip, type Gzip } from 'node:zlib';
import type { OpenDumpOutput } from '@create-dump/core';

/**
 * Wraps another output and compresses what is written to it with gzip (level 6). The wrapped output gets the digest of the
 * compressed bytes. The header holds no time, name or system, so equal dumps give equal bytes for one build of zlib.
 */
export function createGzipOutput(open: OpenDumpOutput): OpenDumpOutput {
  return async () => {
    const output = await open();
    const compressor = createCompressor();
    const hash = createHash('sha256');
    const pass = async (compressed: readonly Buffer[]) => {
      for (const bytes of compressed) {
        const written = output.write(bytes);
        hash.update(bytes);
        await written;
      }
    };
    return {
      async write(chunk) {
        for (let at = 0; at < chunk.length; at += pieceLength) {
          await pass(await compressor.compress(chunk.subarray(at, at + pieceLength)));
        }
      },
      async publish(_, content) {
        await pass(await compressor.finish());
        return output.publish(hash.digest('hex'), content);
      },
      async [Symbol.asyncDispose]() {
        compressor.close();
        await output[Symbol.asyncDispose]();
      },
    };
  };
}

// Bounds the buffered output, however long a chunk is.
const pieceLength = 2 ** 20;

/** Each call returns the output since the previous call. */
function createCompressor() {
  const gzip = createGzip({ level: 6, chunkSize: 2 ** 17 });
  let ready: Buffer[] = [];
  let headerSeen = false;
  gzip.on('data', (bytes: Buffer) => {
    if (!headerSeen) maskSystem(bytes);
    headerSeen = true;
    ready.push(bytes);
  });
  const run = async (start: (done: Done) => void) => {
    await settled(gzip, start);
    const compressed = ready;
    ready = [];
    return compressed;
  };
  return {
    compress: (bytes: Uint8Array) => run((done) => gzip.write(bytes, done)),
    finish: () => run((done) => gzip.once('end', done).end()),
    close: () => gzip.destroy(),
  };
}

type Done = (error?: Error | null) => void;

function settled(gzip: Gzip, start: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    gzip.once('error', reject);
    start((error) => {
      gzip.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Byte 9 of the header (RFC 1952) names the operating system; set to 3, Unix, everywhere. */
function maskSystem(header: Buffer): void {
  header[9] = 3;
}
