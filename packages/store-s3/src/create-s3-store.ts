import type { S3Client } from '@aws-sdk/client-s3';
import {
  CreateDumpError,
  displayPath,
  type Store,
  type StoreContent,
  type StoredObject,
} from '@create-dump/core';
import { listObjects } from './list-objects.js';
import { type ClientOptions, openClient, signBody } from './open-client.js';
import { readObject } from './read-object.js';
import { statusOf, toStoreError } from './store-error.js';
import { uploadParts } from './upload-parts.js';
import { type RetryPolicy, withRetries } from './with-retries.js';

export interface S3StoreOptions extends ClientOptions {
  readonly bucket: string;
  /** What all keys begin with in the bucket: empty, or with a slash at its end. Default: empty. */
  readonly prefix?: string;
  /** Of the run, so that it knows its own objects: from `createRunId` of `@create-dump/files`. */
  readonly runId: string;
  /** Larger objects are sent in parts. In bytes; default: 1 GiB, of the 5 GiB that S3 allows. */
  readonly largestPut?: number;
  readonly retries?: RetryPolicy;
  /** Is told why a request is repeated: `SlowDown`, `ECONNRESET`. */
  readonly onRetry?: (why: string) => void;
  /** From 0 to 1; spreads the pauses before repeated requests. Default: `Math.random`. */
  readonly random?: () => number;
}

/** What the other files of this folder need to send requests. */
export interface Requests {
  readonly client: S3Client;
  readonly options: S3StoreOptions;
  /** A key in the bucket. */
  readonly keyOf: (key: string) => string;
  /** A key for messages. */
  readonly nameOf: (key: string) => string;
  /** Sends requests until one succeeds, or fails for good. Rejects with a `CreateDumpError`; `what` as in `toStoreError`. */
  readonly run: <T>(what: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
}

const largestPut = 2 ** 30;

/** Opens a bucket as a store. Nothing is sent yet: whether it is there is seen with the first request. */
export async function createS3Store(options: S3StoreOptions): Promise<Store> {
  const { bucket, prefix = '', retries, onRetry, random = Math.random } = options;
  const name = `s3://${bucket}/${prefix}`;
  const nameOf = (key: string) => displayPath(`${name}${key}`);
  const requests: Requests = {
    client: await openClient(options),
    options,
    keyOf: (key) => prefix + key,
    nameOf,
    async run(what, signal, work) {
      try {
        return await withRetries({ ...retries, signal, random, onRetry }, work);
      } catch (error) {
        signal.throwIfAborted();
        throw toStoreError(error, what);
      }
    },
  };
  return {
    name,
    list: (start, signal) => listObjects(requests, start, signal),
    stat: (key, signal) => statObject(requests, key, signal),
    read: (object, from, to, signal) => readObject(requests, { object, from, to }, signal),
    create: (key, content, signal) =>
      content.size > (options.largestPut ?? largestPut)
        ? uploadParts(requests, { key, content }, signal)
        : putObject(requests, { key, content }, signal),
    remove: (object, signal) => removeObject(requests, object, signal),
  };
}

/** Metadata by which a run knows an object that it made itself. */
export const ownMark = 'create-dump-run';

export async function statObject(
  { client, options: { bucket }, keyOf, nameOf, run }: Requests,
  key: string,
  signal: AbortSignal,
): Promise<(StoredObject & { readonly madeBy: string | undefined }) | undefined> {
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
      };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}

export interface NewObject {
  readonly key: string;
  readonly content: StoreContent;
}

async function putObject(
  requests: Requests,
  { key, content }: NewObject,
  signal: AbortSignal,
): Promise<StoredObject | 'taken'> {
  const { client, options, keyOf, nameOf, run } = requests;
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { Readable } = await import('node:stream');
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
  const isOwn = found?.madeBy === options.runId && found.size === size;
  return isOwn ? found : 'taken';
}

/** @throws {CreateDumpError} `WRITE_FAILED` if an object isn't as it was sent. */
export function requireCreated(
  found: StoredObject | undefined,
  { key, content }: NewObject,
  { nameOf }: Requests,
): StoredObject {
  if (found?.size === content.size) return found;
  const size =
    found === undefined ? 'is not there' : `has ${found.size} bytes, not ${content.size}`;
  const message = `The store said that it has created ${nameOf(key)}, but the object ${size}.`;
  throw new CreateDumpError('WRITE_FAILED', message);
}

async function removeObject(
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
