import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseHookUrl } from '../src/parse-hook-url.js';
import { postResult, type PostOptions } from '../src/post-result.js';

type Answer =
  | { readonly status: number; readonly headers?: Record<string, string> }
  | 'none'
  | 'cut';

/** A server that gives these answers in turn, the last of them again and again. */
async function serve(...answers: readonly [Answer, ...Answer[]]) {
  const received: { headers: IncomingHttpHeaders; body: string; url: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const answer = answers[Math.min(received.length, answers.length - 1)] ?? 'none';
      const { headers, url } = request;
      received.push({ headers, url, body: Buffer.concat(parts).toString() });
      if (answer === 'cut') request.socket.destroy();
      else if (answer !== 'none') response.writeHead(answer.status, answer.headers).end('secret');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function post(url: string, options: Partial<PostOptions> = {}) {
  const waits: number[] = [];
  const retries: string[] = [];
  const why = await postResult({
    url: parseHookUrl(url),
    document: '{"a":1}\n',
    userAgent: 'create-dump 1.0.0',
    timeout: 10_000,
    signal: new AbortController().signal,
    wait: async (delay) => void waits.push(delay),
    random: () => 1,
    onRetry: (reason) => retries.push(reason),
    ...options,
  });
  return { why, waits, retries };
}

describe('postResult', () => {
  it('sends the document, with credentials in a header only', async () => {
    using server = await serve({ status: 204 });
    expect(await post(`http://user:pass@${server.host}/hook?a=b`)).toStrictEqual({
      why: undefined,
      waits: [],
      retries: [],
    });
    expect(server.received).toMatchObject([
      {
        url: '/hook?a=b',
        body: '{"a":1}\n',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'create-dump 1.0.0',
          authorization: `Basic ${Buffer.from('user:pass').toString('base64')}`,
        },
      },
    ]);
  });

  it.each([[{ status: 500 }], [{ status: 503 }], [{ status: 429 }], ['cut']] as const)(
    'tries again after %o, with a longer wait each time',
    async (answer) => {
      using server = await serve(answer, answer, { status: 200 });
      const told = await post(`http://${server.host}`);
      expect(told).toMatchObject({ why: undefined, waits: [1000, 2000] });
      expect(server.received).toHaveLength(3);
    },
  );

  it('gives up after three attempts', async () => {
    using server = await serve({ status: 500 });
    const why = 'it answered with status 500 (tried 3 times)';
    expect(await post(`http://${server.host}`)).toMatchObject({ why, waits: [1000, 2000] });
    expect(server.received).toHaveLength(3);
  });

  it.each([400, 401, 404, 413])('does not try again after status %i', async (status) => {
    using server = await serve({ status });
    const why = `it answered with status ${status}`;
    expect(await post(`http://${server.host}`)).toMatchObject({ why, waits: [] });
    expect(server.received).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('does not follow status %i', async (status) => {
    using other = await serve({ status: 200 });
    using server = await serve({ status, headers: { Location: `http://${other.host}/` } });
    const { why } = await post(`http://user:pass@${server.host}`);
    expect(why).toBe(`it answered with status ${status}, and redirects are not followed`);
    expect(server.received).toHaveLength(1);
    expect(other.received).toHaveLength(0);
  });

  it('bounds the wait for an answer', async () => {
    using server = await serve('none');
    const why = 'no answer in 0.1 s (tried 3 times)';
    expect(await post(`http://${server.host}`, { timeout: 100 })).toMatchObject({ why });
  });

  it('says that nobody listens', async () => {
    using gone = await serve('none');
    gone[Symbol.dispose]();
    const { why } = await post(`http://${gone.host}`);
    expect(why).toBe('connection refused (ECONNREFUSED) (tried 3 times)');
  });

  it.each(['during an attempt', 'during a wait'])('stops at once %s', async (when) => {
    using server = await serve(when === 'during a wait' ? { status: 500 } : 'none');
    const stop = new AbortController();
    const reason = new Error('stop');
    const wait = async () => stop.abort(reason);
    const sent = post(`http://${server.host}`, { signal: stop.signal, wait });
    if (when === 'during an attempt') setTimeout(() => stop.abort(reason), 50);
    await expect(sent).rejects.toBe(reason);
    expect(server.received.length).toBeLessThanOrEqual(1);
  });
});
