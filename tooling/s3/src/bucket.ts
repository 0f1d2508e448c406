import { createHash, randomUUID } from 'node:crypto';

export interface FakeObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
  /** Of `x-amz-meta-` headers. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface FakeUpload {
  readonly key: string;
  readonly begun: Date;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}

/** The objects of a bucket, and the uploads to it that aren't complete. */
export interface Bucket {
  readonly objects: Map<string, FakeObject>;
  readonly uploads: Map<string, FakeUpload>;
}

export function toObject(body: Buffer, metadata: Readonly<Record<string, string>>): FakeObject {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  return { body, etag, modified: new Date(), metadata };
}

export function beginUpload(
  bucket: Bucket,
  key: string,
  metadata: Readonly<Record<string, string>>,
): string {
  const id = randomUUID();
  bucket.uploads.set(id, { key, begun: new Date(), metadata, parts: new Map() });
  return id;
}

/** Joins the parts of an upload, in their order. */
export function joinParts({ parts }: FakeUpload): Buffer {
  return Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, body]) => body));
}
