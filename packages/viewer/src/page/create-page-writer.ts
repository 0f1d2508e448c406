import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { CreateDumpError, formatByteSize } from '@create-dump/core';
import { readRange } from '../read-range.js';
import type { ViewSource } from '../view-source.js';
import type { PageAssets } from './page-assets.js';
import { pageFrame } from './page-frame.js';

export type WriteContent = (bytes: Uint8Array) => Promise<void>;

export interface WrittenPage {
  /** Bytes of the page. */
  readonly bytes: number;
}

export type WritePage = (
  source: ViewSource,
  write: WriteContent,
  signal?: AbortSignal,
) => Promise<WrittenPage>;

export interface PageWriterOptions {
  readonly page: PageAssets;
  /** Bytes of the largest dump that is put into a page. */
  readonly embedLimit: number;
}

/**
 * Creates a writer of self-contained pages. It throws `VIEW_TOO_LARGE` for a dump over the limit, before anything is written. The same
 * dump gives the same bytes.
 */
export function createPageWriter({ page, embedLimit }: PageWriterOptions): WritePage {
  const { head, tail } = pageFrame(page);
  return async (source, write, signal) => {
    if (source.size > embedLimit) throw tooLarge(source, embedLimit);
    let bytes = 0;
    const put = async (part: Uint8Array | string) => {
      const piece = typeof part === 'string' ? Buffer.from(part) : part;
      bytes += piece.length;
      await write(piece);
    };
    await put(
      `${head}<script type="application/octet-stream" id="dump" data-size="${source.size}">`,
    );
    // Base64 of a multiple of three bytes has no padding, so the parts join.
    let rest = Buffer.alloc(0);
    for await (const packed of pack(source, signal)) {
      const joined = Buffer.concat([rest, packed]);
      const whole = joined.length - (joined.length % 3);
      rest = joined.subarray(whole);
      await put(joined.toString('base64', 0, whole));
    }
    await put(`${rest.toString('base64')}</script>${tail}`);
    return { bytes };
  };
}

async function* pack(source: ViewSource, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const gzip = createGzip({ level: 6 });
  const pieces = Readable.from(readPieces(source, signal), { objectMode: false });
  pieces.on('error', (error) => gzip.destroy(error)).pipe(gzip);
  for await (const packed of gzip) yield packed as Buffer;
}

const pieceBytes = 2 ** 18;

function* readPieces(source: ViewSource, signal?: AbortSignal): Generator<Buffer> {
  for (let at = 0; at < source.size; at += pieceBytes) {
    signal?.throwIfAborted();
    yield readRange(source, at, Math.min(pieceBytes, source.size - at));
  }
}

function tooLarge({ name, size }: ViewSource, limit: number): CreateDumpError {
  return new CreateDumpError(
    'VIEW_TOO_LARGE',
    `${name} has ${formatByteSize(size)}, and a page holds up to ${formatByteSize(limit)}. Use --serve, or allow more with --embed-limit.`,
  );
}
