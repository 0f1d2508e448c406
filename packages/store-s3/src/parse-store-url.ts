import { CreateDumpError } from '@create-dump/core';

export interface StorePlace {
  readonly bucket: string;
  /** What follows the bucket, without a slash at its beginning. */
  readonly path: string;
}

/**
 * Reads `s3://bucket/path`. The path is taken as it is: nothing in it is an escape.
 * @throws {CreateDumpError} `USAGE`. What may be a password is not repeated.
 */
export function parseStoreUrl(text: string): StorePlace {
  const [bucket = '', ...parts] = text.slice('s3://'.length).split('/');
  // A secret key may have a slash, so that only its beginning is taken for a bucket.
  if (/[@:]/u.test(bucket)) {
    throw usage(
      'An address of a bucket has no user, no password and no port: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile, and an endpoint.',
    );
  }
  // The rules of AWS for names of buckets; other servers allow more, but not what would be another part of an address.
  if (!/^[a-z0-9][a-z0-9.\-_]{1,254}$/iu.test(bucket)) {
    throw usage(`"s3://${bucket}" names no bucket. Write s3://BUCKET/PREFIX/.`);
  }
  const path = parts.join('/');
  if (path.split('/').some((part) => part === '.' || part === '..')) {
    throw usage(`"s3://${bucket}/${path}" has a part "." or "..", which is only a name there.`);
  }
  return { bucket, path };
}

function usage(message: string): CreateDumpError {
  return new CreateDumpError('USAGE', message);
}
