import { Readable } from 'node:stream';
import type { StoredObject } from '@create-dump/core';
import { type NewObject, requireCreated } from './new-object.js';
import { signBody } from './open-client.js';
import type { Requests } from './requests.js';
import { ownMark, statObject } from './stat-object.js';
import { statusOf } from './store-error.js';

/** Creates an object with one request, whose body the server checks against its digest. */
export async function putObject(
  requests: Requests,
  { key, content }: NewObject,
  signal: AbortSignal,
): Promise<StoredObject | 'taken'> {
  const { client, options, keyOf, nameOf, run } = requests;
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { size, sha256 } = content;
  const isDone = await run(`creating ${nameOf(key)}`, signal, async () => {
    const command = new PutObjectCommand({
      Bucket: options.bucket,
      Key: keyOf(key),
      Body: Readable.from(content.open(0, size)),
      ContentLength: size,
      IfNoneMatch: '*',
      Metadata: { sha256, [ownMark]: options.runId },
    });
    try {
      await client.send(signBody(command, sha256), { abortSignal: signal });
      return true;
    } catch (error) {
      if (statusOf(error) === 412) return false;
      throw error;
    }
  });
  const found = await statObject(requests, key, signal);
  if (isDone) return requireCreated(found, { key, content }, requests);
  // The answer to an earlier attempt was lost: the object that is in the way is our own.
  const isOwn = found?.madeBy === options.runId && found.sha256 === sha256;
  return isOwn ? found : 'taken';
}
