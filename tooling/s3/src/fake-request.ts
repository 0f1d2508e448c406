/** What a real server does otherwise than AWS. All off by default. */
export interface Quirks {
  /** `If-None-Match` on a PUT is ignored. */
  readonly ignoresIfNoneMatch?: boolean;
  /** `If-None-Match` on the end of a multipart upload is ignored: Ceph 16. */
  readonly ignoresIfNoneMatchOnComplete?: boolean;
  /** A request for a part is answered with the whole: some proxies. */
  readonly ignoresRange?: boolean;
}

export interface SeenRequest {
  /** From 1. */
  readonly number: number;
  readonly operation: Operation;
  readonly key: string;
}

export type Operation =
  | 'put'
  | 'get'
  | 'head'
  | 'delete'
  | 'list'
  | 'list-uploads'
  | 'begin-upload'
  | 'put-part'
  | 'complete-upload'
  | 'abort-upload';

/**
 * How a request fails. `drop`: the connection ends before anything is done; `lose-answer`: after all was done; `silent`: no answer ever;
 * `cut`: an answer whose body ends after so many bytes; `error-in-200`: status 200, and an error in the body.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code: string;
      readonly retryAfter?: number;
    }
  | { readonly kind: 'drop' | 'lose-answer' | 'silent' | 'error-in-200' }
  | { readonly kind: 'cut'; readonly after: number };

/** The operation that a method and a query mean. */
export function operationOf(
  method: string,
  key: string,
  query: URLSearchParams,
): Operation | undefined {
  if (method === 'GET' && key === '') return query.has('uploads') ? 'list-uploads' : 'list';
  if (method === 'POST' && query.has('uploads')) return 'begin-upload';
  if (method === 'POST' && query.has('uploadId')) return 'complete-upload';
  if (method === 'PUT') return query.has('uploadId') ? 'put-part' : 'put';
  if (method === 'DELETE') return query.has('uploadId') ? 'abort-upload' : 'delete';
  if (method === 'GET') return 'get';
  return method === 'HEAD' ? 'head' : undefined;
}
