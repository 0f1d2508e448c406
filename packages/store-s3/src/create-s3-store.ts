import { displayPath, type Store } from '@create-dump/core';
import { listObjects } from './list-objects.js';
import { openClient } from './open-client.js';
import { putObject } from './put-object.js';
import { readObject } from './read-object.js';
import { removeObject } from './remove-object.js';
import type { Requests, S3StoreOptions } from './requests.js';
import { statObject } from './stat-object.js';
import { toStoreError } from './store-error.js';
import { uploadParts } from './upload-parts.js';
import { withRetries } from './with-retries.js';

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
