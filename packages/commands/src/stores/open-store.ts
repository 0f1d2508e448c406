/*
 * Object storage: `s3://BUCKET/PREFIX/` and the options that say how its server is reached (`store-arguments`) come in, an open store
 * comes out. @create-dump/store-s3 and AWS's client are loaded here and nowhere else, because they double a run's start.
 */
import { usage } from '@create-dump/command-line';
import type { Observe, Store } from '@create-dump/core';
import { createRunId } from '@create-dump/files';
import type { World } from '../process/world.js';
import type { StoreRequest } from './store-arguments.js';

/** A place in a store. */
export interface OpenedStore {
  /** Its keys are relative to the directory of the address. */
  readonly store: Store;
  /** The last part of the address; empty if it ends with a slash, or names a bucket alone. */
  readonly name: string;
}

type StoreWorld = Pick<World, 'env' | 'pid' | 'hostname' | 'now'>;

/**
 * Opens what an address `s3://BUCKET/DIRECTORY/NAME` names. Nothing is sent yet.
 * @throws {CreateDumpError} `USAGE` if the address, or that of the server, can't be used.
 */
export async function openStore(
  address: string,
  request: StoreRequest,
  { world, observe }: { readonly world: StoreWorld; readonly observe: Observe },
): Promise<OpenedStore> {
  const { createS3Store, findCredentials, parseStoreUrl } = await import('@create-dump/store-s3');
  const { bucket, path } = parseStoreUrl(address);
  const { env } = world;
  const endpoint =
    request.endpoint ?? setting(env, 'AWS_ENDPOINT_URL_S3') ?? setting(env, 'AWS_ENDPOINT_URL');
  if (endpoint !== undefined) requireEncryption(endpoint, request.insecure);
  const profile = request.profile ?? setting(env, 'AWS_PROFILE');
  const end = path.lastIndexOf('/') + 1;
  const store = await createS3Store({
    bucket,
    prefix: path.slice(0, end),
    endpoint,
    region: request.region ?? setting(env, 'AWS_REGION') ?? setting(env, 'AWS_DEFAULT_REGION'),
    addressing: request.addressing,
    credentials: await findCredentials({ profile }),
    runId: createRunId({ pid: world.pid, hostname: world.hostname, now: world.now() }),
    onRetry: (why) => observe({ type: 'retried', what: 'request', why: `${address}: ${why}` }),
  });
  return { store, name: path.slice(end) };
}

/** An empty variable counts as one that isn't set, as in AWS's programs. */
function setting(env: World['env'], name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}

const loopback = /^(?:127(?:\.\d+){3}|\[::1\]|localhost)$/;

/** The address isn't repeated: it may hold a password. */
function requireEncryption(endpoint: string, isInsecure: boolean): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || !(url.protocol === 'https:' || url.protocol === 'http:')) {
    throw usage('The S3 endpoint is not a web address. Write it as https://HOST.');
  }
  if (url.username !== '' || url.password !== '') {
    throw usage(
      'The S3 endpoint has a user or a password, which are not for it: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile.',
    );
  }
  if (url.protocol === 'http:' && !isInsecure && !loopback.test(url.hostname)) {
    throw usage(
      'The S3 endpoint is not encrypted, so that anyone on the way can read the code. Use https:, or allow it with --s3-insecure.',
    );
  }
}
