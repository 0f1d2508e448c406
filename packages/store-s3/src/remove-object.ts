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
  // A listing doesn't say versions.
  const isOther = version !== undefined && found.version !== version;
  if (found.tag !== tag || isOther) return 'changed';
  await run(`removing ${nameOf(key)}`, signal, () =>
    client.send(
      new DeleteObjectCommand({
        Bucket: options.bucket,
        Key: keyOf(key),
        // Without one, a versioned bucket hides the object and keeps it.
        ...(found.version !== undefined && { VersionId: found.version }),
      }),
      { abortSignal: signal },
    ),
  );
  return 'removed';
}
