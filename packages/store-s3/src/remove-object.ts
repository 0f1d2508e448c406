import type { StoredObject } from '@create-dump/core';
import type { Requests } from './requests.js';
import { statObject } from './stat-object.js';

export async function removeObject(
  requests: Requests,
  { key, tag, version }: StoredObject,
  signal: AbortSignal,
): Promise<'removed' | 'gone' | 'changed'> {
  const { client, options, keyOf, nameOf, run } = requests;
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  // Servers ignore conditions on removals.
  const found = await statObject(requests, key, signal);
  if (found === undefined) return 'gone';
  if (found.tag !== tag || found.version !== version) return 'changed';
  await run(`removing ${nameOf(key)}`, signal, () =>
    client.send(
      new DeleteObjectCommand({
        Bucket: options.bucket,
        Key: keyOf(key),
        ...(version !== undefined && { VersionId: version }),
      }),
      { abortSignal: signal },
    ),
  );
  return 'removed';
}
