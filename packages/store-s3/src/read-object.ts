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
      const { Body } = await client
        .send(command, { abortSignal: signal })
        .catch((error: unknown) => {
          throw statusOf(error) === 412 || statusOf(error) === 404 ? replaced(nameOf(key)) : error;
        });
      const pieces = (Body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      const first = await pieces.next();
      if (first.done === true)
        throw Object.assign(new Error('no bytes'), { name: 'IncompleteBody' });
      return { pieces, first: first.value };
    };
    const { pieces, first } = await run(what, signal, open);
    at += first.length;
    yield first;
    try {
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
        at += next.value.length;
        yield next.value;
      }
    } catch {
      signal.throwIfAborted();
    }
  }
}

function replaced(name: string): CreateDumpError {
  return new CreateDumpError('REFUSED', `${name} was replaced or removed while it was read.`);
}
