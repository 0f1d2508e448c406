import { createHash } from 'node:crypto';
import type { Store, StoreContent } from '@create-dump/core';
import type { FakeS3 } from '@create-dump/tooling-s3';
import { createS3Store, type S3StoreOptions } from '../src/index.js';

/** Opens the bucket of a fake server, with short pauses. */
export function openStore(fake: FakeS3, options: Partial<S3StoreOptions> = {}): Promise<Store> {
  const { endpoint, bucket, keyId, secret } = fake;
  return createS3Store({
    endpoint,
    bucket,
    prefix: 'p/',
    credentials: async () => ({ accessKeyId: keyId, secretAccessKey: secret }),
    runId: 'run-1',
    retries: { attempts: 4, firstDelay: 1, longestDelay: 5 },
    ...options,
  });
}

export function contentOf(text: string | Buffer): StoreContent {
  const bytes = Buffer.from(text);
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *open(from, to) {
      for (let at = from; at < to; at += 2 ** 16)
        yield bytes.subarray(at, Math.min(at + 2 ** 16, to));
    },
  };
}

export async function textOf(store: Store, key: string, from = 0, to?: number): Promise<string> {
  const { signal } = new AbortController();
  const object = await store.stat(key, signal);
  if (object === undefined) throw new Error(`There is no ${key}`);
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(object, from, to ?? object.size, signal)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

export async function keysOf(store: Store, prefix = ''): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix, new AbortController().signal)) keys.push(key);
  return keys.sort();
}
