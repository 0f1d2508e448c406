import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { PageAssets } from '../page/page-assets.js';
import { pageFrame } from '../page/page-frame.js';
import { readRange } from '../read-range.js';
import type { ViewSource } from '../view-source.js';
import { parseRange } from './parse-range.js';
import type { ServedDump } from './served-dump.js';

export interface ServedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What follows the token: `manifest`, `content/3`, `search?text=…`; empty for the page. */
  readonly target: string;
  readonly dump: ServedDump;
  readonly source: ViewSource;
  readonly page: PageAssets;
  readonly signal: AbortSignal;
}

const common = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers a request that was found to be the page's own. Contents are asked for by number, never by path. */
export async function answerRequest(asked: ServedRequest): Promise<void> {
  const { pathname, searchParams } = new URL(asked.target, 'http://localhost/');
  if (pathname === '/') return sendPage(asked);
  if (pathname === '/manifest') return sendManifest(asked);
  if (pathname === '/search') return sendHits(asked, searchParams);
  const [, number] = /^\/content\/(\d{1,9})$/u.exec(pathname) ?? [];
  if (number !== undefined) return sendContent(asked, Number(number));
  asked.response.writeHead(404, common).end();
}

function sendPage({ response, page }: ServedRequest): void {
  const policy = `${page.csp}; connect-src 'self'`;
  const { head, tail } = pageFrame(page, policy);
  response.writeHead(200, {
    ...common,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
  });
  response.end(head + tail);
}

function sendManifest({ response, dump }: ServedRequest): void {
  const headers = {
    ...common,
    'Content-Type': 'application/octet-stream',
    'Content-Encoding': 'gzip',
  };
  response.writeHead(200, headers).end(gzipSync(dump.manifest, { level: 1 }));
}

const pieceBytes = 2 ** 18;

async function sendContent(
  { request, response, dump, source, signal }: ServedRequest,
  number: number,
) {
  const place = dump.find(number);
  if (place === undefined) return void response.writeHead(404, common).end();
  const range = parseRange(request.headers.range, place.length);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...common, 'Content-Range': `bytes */${place.length}` }).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: place.length };
  response.writeHead(range === undefined ? 200 : 206, {
    ...common,
    'Content-Type': 'application/octet-stream',
    'Content-Length': to - from,
    'Accept-Ranges': 'bytes',
    ...(range && { 'Content-Range': `bytes ${from}-${to - 1}/${place.length}` }),
  });
  if (request.method === 'GET') {
    for (let at = from; at < to && !signal.aborted && !response.destroyed; at += pieceBytes) {
      const piece = readRange(source, place.offset + at, Math.min(pieceBytes, to - at));
      await send(response, piece);
    }
  }
  response.end();
}

/** Sends hits as they are found, one JSON object a line. */
async function sendHits({ response, dump, signal }: ServedRequest, asked: URLSearchParams) {
  const text = asked.get('text') ?? '';
  response.writeHead(200, { ...common, 'Content-Type': 'application/octet-stream' });
  let waiting = 0;
  for (const hits of dump.search(text, asked.get('case') === 'ignore')) {
    // The reader went away, or asks for something else.
    if (response.destroyed || signal.aborted) return;
    if (hits !== '') await send(response, hits);
    // Reads are synchronous: other requests get their turn.
    if (++waiting % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

async function send(response: ServerResponse, piece: Uint8Array | string): Promise<void> {
  if (response.write(piece) || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
