import { CreateDumpError, type StoreContent, type StoredObject } from '@create-dump/core';
import type { Requests } from './requests.js';

export interface NewObject {
  readonly key: string;
  readonly content: StoreContent;
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
