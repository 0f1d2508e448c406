import type { PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import type { BuildMiddleware, MiddlewareStack } from '@smithy/types';
import type { Credentials } from './find-credentials.js';

export interface ClientOptions {
  /** `https://host`, of a server that isn't AWS. */
  readonly endpoint?: string | undefined;
  /** Default: `us-east-1`, which other servers than AWS ignore. */
  readonly region?: string | undefined;
  /** Where the name of the bucket stands. `auto`: in the path if there is an endpoint, otherwise in the host. Default: `auto`. */
  readonly addressing?: 'auto' | 'path' | 'virtual' | undefined;
  readonly credentials: () => Promise<Credentials>;
  /** How long a server may be silent, in milliseconds. Default: 30 seconds. */
  readonly longestSilence?: number | undefined;
}

/** In milliseconds. */
const longestConnect = 10_000;

const say = () => {};
const silentLogger = { trace: say, debug: say, info: say, warn: say, error: say };

/** Makes a client that repeats nothing itself, and sends bodies as they are. */
export async function openClient(options: ClientOptions): Promise<S3Client> {
  const { endpoint, region = 'us-east-1', addressing = 'auto', credentials } = options;
  const { S3Client: Client } = await import('@aws-sdk/client-s3');
  return new Client({
    region,
    credentials,
    forcePathStyle: addressing === 'auto' ? endpoint !== undefined : addressing === 'path',
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 1,
    // Without one, the client prints warnings on the console.
    logger: silentLogger,
    // By default bodies are sent in a form of AWS's own, with a checksum behind them, which Ceph and R2 refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: longestConnect,
      socketTimeout: options.longestSilence ?? 30_000,
    },
  });
}

/** Signs the digest of a command's body, hexadecimal, so that the server refuses any other body. */
export function signBody<T extends PutObjectCommand | UploadPartCommand>(
  command: T,
  sha256: string,
): T {
  const middleware: BuildMiddleware<object, object> = (next) => (args) => {
    const { headers } = args.request as { readonly headers: Record<string, string> };
    headers['x-amz-content-sha256'] = sha256;
    return next(args);
  };
  const stack = command.middlewareStack as MiddlewareStack<object, object>;
  stack.add(middleware, { step: 'build', name: 'signBody' });
  return command;
}
