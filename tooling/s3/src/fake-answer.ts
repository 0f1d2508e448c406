import type { Bucket } from './bucket.js';

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export function xml(body: string, status = 200): FakeAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
  return { status, headers: { 'Content-Type': 'application/xml' }, body: Buffer.from(text) };
}

/** As real servers do, the body repeats what was sent: nobody may print it. */
export function errorAnswer(status: number, code: string): FakeAnswer {
  return xml(
    `<Error><Code>${code}</Code><Message>The body of an error ${bodySecret}</Message></Error>`,
    status,
  );
}

/** Is in the body of each error, and must be in no output. */
export const bodySecret = 'string-to-sign-9f2c';

/** How many objects a page has, so that tests meet the second one. */
const pageSize = 100;

export function listing({ objects }: Bucket, query: URLSearchParams): FakeAnswer {
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
    .sort();
  const page = keys.slice(0, pageSize);
  const rows = page.map((key) => {
    const { body, etag, modified } = objects.get(key) as NonNullable<
      ReturnType<typeof objects.get>
    >;
    return `<Contents><Key>${escaped(key)}</Key><Size>${body.length}</Size><ETag>${escaped(etag)}</ETag><LastModified>${modified.toISOString()}</LastModified></Contents>`;
  });
  const isTruncated = keys.length > page.length;
  const next = isTruncated
    ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>`
    : '';
  return xml(
    `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${rows.join('')}</ListBucketResult>`,
  );
}

export function uploadListing({ uploads }: Bucket, query: URLSearchParams): FakeAnswer {
  const rows = [...uploads]
    .filter(([, { key }]) => key.startsWith(query.get('prefix') ?? ''))
    .map(
      ([id, { key, begun }]) =>
        `<Upload><Key>${escaped(key)}</Key><UploadId>${id}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
    );
  return xml(`<ListMultipartUploadsResult>${rows.join('')}</ListMultipartUploadsResult>`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
