import type { StoredObject } from '@create-dump/core';
import type { Requests } from './requests.js';

/** All objects whose key begins with `start`, page by page. */
export async function* listObjects(
  { client, options: { bucket, prefix = '' }, keyOf, nameOf, run }: Requests,
  start: string,
  signal: AbortSignal,
): AsyncGenerator<StoredObject> {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  let token: string | undefined;
  do {
    const next = token === undefined ? {} : { ContinuationToken: token };
    const input = { Bucket: bucket, Prefix: keyOf(start), ...next };
    const page = await run(`listing ${nameOf(start)}`, signal, () =>
      client.send(new ListObjectsV2Command(input), { abortSignal: signal }),
    );
    for (const { Key = '', Size = 0, ETag = '', LastModified = new Date(0) } of page.Contents ??
      []) {
      yield { key: Key.slice(prefix.length), size: Size, tag: ETag, modified: LastModified };
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
