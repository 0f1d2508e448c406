/*
 * A store of objects in a bucket, by S3's protocol: `createS3Store` implements the port `Store` of `@create-dump/core`. An object is created
 * whole or not at all, and never over another one; what a network does to requests is tried again, what a server refuses is not.
 * `parseStoreUrl` reads `s3://bucket/prefix/`, and `findCredentials` looks where AWS's programs look.
 */
export { createS3Store } from './create-s3-store.js';
export type { S3StoreOptions } from './requests.js';
export { type Credentials, findCredentials, type CredentialOptions } from './find-credentials.js';
export { parseStoreUrl, type StorePlace } from './parse-store-url.js';
export type { RetryPolicy } from './with-retries.js';
