import type { S3Client } from '@aws-sdk/client-s3';
import type { ClientOptions } from './open-client.js';
import type { RetryPolicy } from './with-retries.js';

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
