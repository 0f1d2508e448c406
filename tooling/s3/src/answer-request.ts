import { createHash } from 'node:crypto';
import { beginUpload, type Bucket, joinParts, toObject } from './bucket.js';
import type { Operation, Quirks } from './fake-request.js';
import { errorAnswer, type FakeAnswer, listing, uploadListing, xml } from './fake-answer.js';

export interface FakeInput {
  readonly operation: Operation;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Does a request and returns the answer. */
export function answerRequest(input: FakeInput, bucket: Bucket, quirks: Quirks): FakeAnswer {
  const wrong = checkBody(input);
  if (wrong !== undefined) return wrong;
  const { operation } = input;
  if (operation === 'list') return listing(bucket, input.query);
  if (operation === 'list-uploads') return uploadListing(bucket, input.query);
  return operations[operation](input, bucket, quirks);
}

/** S3 checks a body against the digest that its request was signed with. */
function checkBody({ headers, body }: FakeInput): FakeAnswer | undefined {
  const stated = String(headers['x-amz-content-sha256'] ?? '');
  // As Ceph 16 and R2 do.
  if (stated.startsWith('STREAMING-')) return errorAnswer(501, 'NotImplemented');
  if (stated === 'UNSIGNED-PAYLOAD') return undefined;
  const actual = createHash('sha256').update(body).digest('hex');
  return stated === actual ? undefined : errorAnswer(400, 'XAmzContentSHA256Mismatch');
}

type Do = (input: FakeInput, bucket: Bucket, quirks: Quirks) => FakeAnswer;

const operations: Readonly<Record<Exclude<Operation, 'list' | 'list-uploads'>, Do>> = {
  put({ key, headers, body }, bucket, { ignoresIfNoneMatch = false }) {
    const isTaken = headers['if-none-match'] === '*' && bucket.objects.has(key);
    if (isTaken && !ignoresIfNoneMatch) return errorAnswer(412, 'PreconditionFailed');
    const object = toObject(body, metadataOf(headers));
    bucket.objects.set(key, object);
    return { status: 200, headers: { ETag: object.etag } };
  },
  get: (input, bucket, { ignoresRange = false }) => {
    const headers = ignoresRange ? { ...input.headers, range: undefined } : input.headers;
    return read({ ...input, headers }, bucket, true);
  },
  head: (input, bucket) => read(input, bucket, false),
  delete({ key }, bucket) {
    bucket.objects.delete(key);
    return { status: 204 };
  },
  'begin-upload'({ key, headers }, bucket) {
    const id = beginUpload(bucket, key, metadataOf(headers));
    return xml(
      `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  },
  'put-part'({ query, body }, bucket) {
    const upload = bucket.uploads.get(query.get('uploadId') ?? '');
    if (upload === undefined) return errorAnswer(404, 'NoSuchUpload');
    upload.parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { ETag: toObject(body, {}).etag } };
  },
  'complete-upload'({ key, query, headers }, bucket, quirks) {
    const id = query.get('uploadId') ?? '';
    const upload = bucket.uploads.get(id);
    if (upload === undefined) return errorAnswer(404, 'NoSuchUpload');
    const isTaken = headers['if-none-match'] === '*' && bucket.objects.has(key);
    if (isTaken && quirks.ignoresIfNoneMatchOnComplete !== true) {
      return errorAnswer(412, 'PreconditionFailed');
    }
    const object = toObject(joinParts(upload), upload.metadata);
    bucket.objects.set(key, object);
    bucket.uploads.delete(id);
    return xml(
      `<CompleteMultipartUploadResult><ETag>${object.etag}</ETag></CompleteMultipartUploadResult>`,
    );
  },
  'abort-upload'({ query }, bucket) {
    return bucket.uploads.delete(query.get('uploadId') ?? '')
      ? { status: 204 }
      : errorAnswer(404, 'NoSuchUpload');
  },
};

function read({ key, headers }: FakeInput, { objects }: Bucket, withBody: boolean): FakeAnswer {
  const object = objects.get(key);
  if (object === undefined) return errorAnswer(404, 'NoSuchKey');
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== object.etag) return errorAnswer(412, 'PreconditionFailed');
  const { body, etag, modified, metadata } = object;
  const range = /^bytes=(\d+)-(\d+)$/u.exec(String(headers['range'] ?? ''));
  const [from, to] = range === null ? [0, body.length] : [Number(range[1]), Number(range[2]) + 1];
  if (range !== null && from >= body.length) return errorAnswer(416, 'InvalidRange');
  const part = body.subarray(from, to);
  const meta = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    status: range === null ? 200 : 206,
    headers: {
      ETag: etag,
      'Last-Modified': modified.toUTCString(),
      'Content-Length': String(part.length),
      ...Object.fromEntries(meta),
      ...(range !== null && {
        'Content-Range': `bytes ${from}-${from + part.length - 1}/${body.length}`,
      }),
    },
    ...(withBody && { body: part }),
  };
}

function metadataOf(headers: FakeInput['headers']): Readonly<Record<string, string>> {
  const found = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), String(value)]] : [],
  );
  return Object.fromEntries(found) as Record<string, string>;
}
