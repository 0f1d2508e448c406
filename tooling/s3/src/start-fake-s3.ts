import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.js';
import type { Bucket, FakeObject } from './bucket.js';
import { errorAnswer, type FakeAnswer } from './fake-answer.js';
import { type Fault, operationOf, type Quirks, type SeenRequest } from './fake-request.js';
import { verifySignature } from './verify-signature.js';

export interface FakeS3Options {
  readonly quirks?: Quirks;
  /** Is told of each request before it is done; what it returns is how the request fails. May be asynchronous. */
  readonly onRequest?: (
    request: SeenRequest,
  ) => Fault | undefined | void | Promise<Fault | undefined | void>;
}

export interface FakeS3 extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly bucket: 'bucket';
  readonly keyId: string;
  readonly secret: string;
  /** The objects of the bucket. */
  readonly objects: ReadonlyMap<string, FakeObject>;
  /** Keys of uploads that aren't complete. */
  readonly uploads: () => readonly string[];
  /** All requests so far. */
  readonly requests: readonly SeenRequest[];
  /** Bytes of all bodies that were sent. */
  readonly bytesSent: () => number;
}

const keyId = 'AKIAFAKEFAKEFAKEFAKE';
const secret = 'a-secret-that-no-output-may-have/+x9';

/** Starts a server with one bucket on a free port of the loopback interface. */
export async function startFakeS3({ quirks = {}, onRequest }: FakeS3Options = {}): Promise<FakeS3> {
  const bucket: Bucket = { objects: new Map(), uploads: new Map() };
  const requests: SeenRequest[] = [];
  let sent = 0;
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams: query } = new URL(url, 'http://localhost');
    const [, name, ...parts] = pathname.split('/').map(decodeURIComponent);
    const key = parts.join('/');
    const operation = operationOf(method, key, query);
    if (name !== 'bucket') return send(response, errorAnswer(404, 'NoSuchBucket'));
    if (operation === undefined) return send(response, errorAnswer(405, 'MethodNotAllowed'));
    const seen = { number: requests.length + 1, operation, key };
    requests.push(seen);
    const fault = (await onRequest?.(seen)) ?? undefined;
    if (fault?.kind === 'drop') return void request.socket.destroy();
    const body = await readBody(request);
    if (fault?.kind === 'silent') return;
    const refused = verifySignature({ method, url, headers }, { keyId, secret });
    if (refused !== undefined) return send(response, errorAnswer(403, refused));
    if (fault?.kind === 'status') {
      const { status, code, retryAfter } = fault;
      const answer = errorAnswer(status, code);
      const after = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
      return send(response, { ...answer, headers: { ...answer.headers, ...after } });
    }
    if (fault?.kind === 'error-in-200')
      return send(response, { ...errorAnswer(500, 'InternalError'), status: 200 });
    const answer = answerRequest({ operation, key, query, headers, body }, bucket, quirks);
    if (fault?.kind === 'lose-answer') return void request.socket.destroy();
    send(response, answer, fault?.kind === 'cut' ? fault.after : undefined);
  }

  function send(
    response: ServerResponse,
    { status, headers = {}, body }: FakeAnswer,
    cut?: number,
  ): void {
    const length = body === undefined ? {} : { 'Content-Length': String(body.length) };
    response.writeHead(status, {
      'x-amz-request-id': `REQ${requests.length}`,
      ...length,
      ...headers,
    });
    const part = cut === undefined ? body : body?.subarray(0, cut);
    sent += part?.length ?? 0;
    if (cut === undefined) response.end(part);
    else response.write(part ?? '', () => response.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: 'bucket',
    keyId,
    secret,
    objects: bucket.objects,
    uploads: () => [...bucket.uploads.values()].map(({ key }) => key),
    requests,
    bytesSent: () => sent,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
