import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { timingSafeEqual } from 'node:crypto';
import { CreateDumpError } from '@create-dump/core';
import type { PageAssets } from '../page/page-assets.js';
import type { ViewSource } from '../view-source.js';
import { answerRequest } from './answer-request.js';
import { openServedDump } from './served-dump.js';

export interface ViewServerOptions {
  readonly page: PageAssets;
  /** 0: a free port. */
  readonly port: number;
  /** First segment of every address: whoever doesn't know it gets nothing. */
  readonly token: string;
}

export interface ServedView {
  readonly url: string;
  /** Resolved once the server is closed, after `signal`. */
  readonly closed: Promise<void>;
}

export type ServeView = (source: ViewSource, signal: AbortSignal) => Promise<ServedView>;

const host = '127.0.0.1';

/** Creates a server of one dump on loopback. It throws `VIEW_PORT_TAKEN` if the port isn't free. */
export function createViewServer({ page, port, token }: ViewServerOptions): ServeView {
  return async (source, signal) => {
    const dump = openServedDump(source);
    const server = createServer((request, response) => {
      const reject = refuse(request, server, token);
      if (reject !== undefined) return end(response, reject);
      const target = (request.url ?? '').slice(token.length + 2);
      answerRequest({ request, response, target, dump, source, page, signal }).catch(() =>
        response.destroy(),
      );
    });
    const bound = await listen(server, port);
    const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
    return { url: `http://${host}:${bound}/${token}/`, closed };
  };
}

/** The status of a request that is refused. A foreign `Host` is a page that was pointed at this address by its DNS. */
function refuse(
  { method, headers, url = '' }: IncomingMessage,
  server: Server,
  token: string,
): number | undefined {
  const { port } = server.address() as AddressInfo;
  if (headers.host !== `${host}:${port}`) return 403;
  const given = Buffer.from(url.split('/')[1] ?? '');
  const wanted = Buffer.from(token);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 404;
  return method === 'GET' || method === 'HEAD' ? undefined : 405;
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' });
  response.end();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') return reject(cause);
      const message = `Port ${port} of ${host} is taken or not allowed. Choose another with --port, or leave it out for a free one.`;
      reject(new CreateDumpError('VIEW_PORT_TAKEN', message, { cause }));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
