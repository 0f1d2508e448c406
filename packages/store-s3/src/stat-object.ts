import type { StoredObject } from '@create-dump/core';
import type { Requests } from './requests.js';
import { statusOf } from './store-error.js';

/** Metadata by which a run knows an object that it made itself. */
export const ownMark = 'create-dump-run';

/** An object with what its maker has stated of it. */
export interface StatedObject extends StoredObject {
  /** The run that made it. */
  readonly madeBy: string | undefined;
  readonly sha256: string | undefined;
}

export async function statObject(
  { client, options: { bucket }, keyOf, nameOf, run }: Requests,
  key: string,
  signal: AbortSignal,
): Promise<StatedObject | undefined> {
  const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
  return run(`asking for ${nameOf(key)}`, signal, async () => {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(key) }), {
        abortSignal: signal,
      });
      return {
        key,
        size: head.ContentLength ?? 0,
        tag: head.ETag ?? '',
        modified: head.LastModified ?? new Date(0),
        ...(head.VersionId !== undefined && { version: head.VersionId }),
        madeBy: head.Metadata?.[ownMark],
        sha256: head.Metadata?.['sha256'],
      };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}
