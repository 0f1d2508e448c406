import type { Readable } from 'node:stream';
import { CreateDumpError, type StoredObject } from '@create-dump/core';
import type { Requests } from './requests.js';
import { statusOf } from './store-error.js';

export interface ReadRequest {
  readonly object: StoredObject;
  readonly from: number;
  readonly to: number;
}

/** The bytes of an object. A connection that breaks is opened again where it broke. */
export async function* readObject(
  { client, options: { bucket }, keyOf, nameOf, run }: Requests,
  { object: { key, tag }, from, to }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const what = `reading ${nameOf(key)}`;
  let at = from;
  while (at < to) {
    // Retries cover the request and the first piece; what follows is read in rounds that each make progress.
    const open = async () => {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: keyOf(key),
        Range: `bytes=${at}-${to - 1}`,
        IfMatch: tag,
      });
      const answer = await client.send(command, { abortSignal: signal }).catch((error: unknown) => {
        throw statusOf(error) === 412 || statusOf(error) === 404 ? replaced(nameOf(key)) : error;
      });
      const body = answer.Body as Readable;
      if (!isPart(answer, at, to)) {
        body.destroy();
        throw otherBytes(nameOf(key));
      }
      const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
      const first = await pieces.next();
      if (first.done === true)
        throw Object.assign(new Error('no bytes'), { name: 'IncompleteBody' });
      return { body, pieces, first: first.value };
    };
    const { body, pieces, first } = await run(what, signal, open);
    try {
      at += first.length;
      yield first;
      for (;;) {
        const next = await pieces.next().catch(() => undefined);
        signal.throwIfAborted();
        if (next === undefined || next.done === true) break;
        at += next.value.length;
        yield next.value;
      }
    } finally {
      // Also if nobody wants the rest.
      body.destroy();
    }
  }
}

interface RangeAnswer {
  readonly ContentLength?: number | undefined;
  readonly ContentRange?: string | undefined;
}

/** Some servers and proxies answer a request for a part with the whole. */
function isPart({ ContentLength, ContentRange }: RangeAnswer, from: number, to: number): boolean {
  const starts =
    ContentRange === undefined ? from === 0 : ContentRange.startsWith(`bytes ${from}-`);
  return starts && ContentLength === to - from;
}

function otherBytes(name: string): CreateDumpError {
  return new CreateDumpError(
    'STORE_UNAVAILABLE',
    `The server answered other bytes of ${name} than were asked for. It, or a proxy before it, ignores ranges.`,
  );
}

function replaced(name: string): CreateDumpError {
  return new CreateDumpError('REFUSED', `${name} was replaced or removed while it was read.`);
}
