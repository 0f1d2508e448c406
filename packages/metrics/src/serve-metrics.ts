import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateDumpError } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
import type { Metrics } from './create-metrics.js';
import { contentTypes, negotiateFormat } from './exposition-format.js';

export interface ServerOptions {
  readonly expose: Metrics['expose'];
  /** 0 for any free port. */
  readonly port: number;
  /** Default: `127.0.0.1`. There is no authentication: every client that can connect can read the metrics. */
  readonly host?: string;
  /** Answers /healthz: 200, or 503 if it returns false. Default: always 200. */
  readonly isHealthy?: () => boolean;
  /** Answers /readyz in the same way. By default there is no such page. */
  readonly isReady?: () => boolean;
}

/** Runs until disposed, which closes open connections. */
export interface MetricsServer extends AsyncDisposable {
  /** The base URL, such as `http://127.0.0.1:9469`. */
  readonly url: string;
}

/**
 * Serves `/metrics`, in the format that the client prefers, `/healthz`, and `/readyz` if `isReady` is given.
 * @throws {CreateDumpError} `USAGE` if it can't listen: the port is in use, or the address isn't one of this machine.
 */
export async function serveMetrics(options: ServerOptions): Promise<MetricsServer> {
  const server = createServer(limits, (request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  server.maxConnections = 32;
  await listen(server, options);
  return {
    url: toUrl(server.address() as AddressInfo),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** In milliseconds and bytes. Enough for a scrape; keeps slow clients from holding connections. */
const limits = {
  requestTimeout: 5000,
  headersTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 8192,
} as const;

function listen(server: Server, { port, host = '127.0.0.1' }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    // Never removed: later errors, such as too many open files, must not end the program.
    server.on('error', (cause) => reject(cannotListen(host, port, cause)));
    server.listen({ host, port, exclusive: true }, resolve);
  });
}

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has that port: choose another',
  EADDRNOTAVAIL: 'that is no address of this machine',
  ENOTFOUND: 'that name has no address',
  EACCES: 'ports below 1024 need privileges: choose another',
};

function cannotListen(host: string, port: number, cause: unknown): CreateDumpError {
  const why = hints[errorCode(cause) ?? ''] ?? describeSystemError(cause);
  const message = `Metrics can't be served at ${bracketed(host)}:${port}: ${why}.`;
  return new CreateDumpError('USAGE', message, { cause });
}

async function answer(
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
  { expose, isHealthy = () => true, isReady }: ServerOptions,
): Promise<void> {
  const send = (status: number, body: string, more: Readonly<Record<string, string>> = {}) => {
    const length = Buffer.byteLength(body);
    response.writeHead(status, { ...plain, ...more, 'Content-Length': length });
    response.end(method === 'HEAD' ? undefined : body);
  };
  const path = url.split('?', 1)[0];
  const checks = new Map([
    ['/healthz', isHealthy],
    ...(isReady ? [['/readyz', isReady] as const] : []),
  ]);
  const check = checks.get(path ?? '');
  if (path !== '/metrics' && check === undefined) {
    const pages = [...checks.keys()].join(' and ');
    return send(404, `Not found. There are /metrics${isReady ? ', ' : ' and '}${pages}.\n`);
  }
  if (method !== 'GET' && method !== 'HEAD')
    return send(405, 'Only GET and HEAD.\n', { Allow: 'GET, HEAD' });
  if (check !== undefined) return check() ? send(200, 'ok\n') : send(503, 'not now\n');
  const format = negotiateFormat(headers.accept);
  send(200, await expose(format), { 'Content-Type': contentTypes[format], Vary: 'Accept' });
}

const plain = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

function toUrl({ address, port }: AddressInfo): string {
  return `http://${bracketed(address)}:${port}`;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
