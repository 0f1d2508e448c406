import { CreateDumpError } from '@create-dump/core';

/** What is known of a failed request. */
interface FailedRequest {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

export function statusOf(error: unknown): number | undefined {
  return (error as FailedRequest | undefined)?.$metadata?.httpStatusCode;
}

/** The name that the server, or the system, gives the failure: `AccessDenied`, `ECONNRESET`. */
export function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as FailedRequest;
  return code ?? name ?? 'Error';
}

const networkFailures: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'IncompleteBody',
  'TimeoutError',
]);

/** What servers say of a body that doesn't have the digest that was signed. */
const wrongDigests: ReadonlySet<string> = new Set(['BadDigest', 'XAmzContentSHA256Mismatch']);

/** Statuses that say that a repeated request may succeed. 409: another request for the same key was being done. */
const passing: ReadonlySet<number> = new Set([408, 409, 429, 500, 502, 503, 504]);

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (networkFailures.has(nameOf(error))) return true;
  return status !== undefined && passing.has(status);
}

/**
 * A failure of a request in a sentence. It has neither headers nor the body of the answer: both can have what the request was signed with.
 * @param what Ends the sentence that begins with "While": `reading s3://bucket/key`.
 */
export function toStoreError(error: unknown, what: string): CreateDumpError {
  if (error instanceof CreateDumpError) return error;
  const status = statusOf(error);
  const id = (error as FailedRequest).$metadata?.requestId;
  // An answer without a body has no name of its own, and the client makes one up.
  const name = nameOf(error) === 'Unknown' && status !== undefined ? '' : ` ${nameOf(error)}`;
  const facts = [
    status === undefined ? nameOf(error) : `HTTP ${status}${name}`,
    ...(id === undefined ? [] : [`request ${id}`]),
  ].join(', ');
  const said = (reason: string) => `${reason} while ${what} (${facts}).`;
  if (nameOf(error) === 'CredentialsProviderError') {
    return new CreateDumpError(
      'STORE_DENIED',
      `There are no credentials for ${what}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of AWS's files.`,
    );
  }
  if (wrongDigests.has(nameOf(error))) {
    return new CreateDumpError('INTEGRITY', said('The store received other bytes than were sent'));
  }
  if (status === 401 || status === 403) {
    const fix = 'Check the credentials, and what they allow in the bucket.';
    return new CreateDumpError('STORE_DENIED', `${said('The store refused access')} ${fix}`);
  }
  if (status === 404) {
    return new CreateDumpError(
      'STORE_UNAVAILABLE',
      `${said('There is no such bucket')} Create it first.`,
    );
  }
  if (status === 301 || status === 307) {
    const fix = 'Name it with --s3-region.';
    return new CreateDumpError(
      'STORE_UNAVAILABLE',
      `${said('The bucket is in another region')} ${fix}`,
    );
  }
  return new CreateDumpError('STORE_UNAVAILABLE', said('The store failed'));
}
