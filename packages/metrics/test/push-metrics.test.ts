import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseGateway, pushMetrics } from '../src/index.js';

interface Received extends Pick<IncomingMessage, 'method' | 'url' | 'headers'> {
  readonly body: string;
}

/** A gateway that answers with the given status; with `undefined` it never answers. */
async function openGateway(status: number | undefined, headers = {}) {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url, headers: sent } = request;
      received.push({ method, url, headers: sent, body: Buffer.concat(parts).toString() });
      if (status !== undefined) response.writeHead(status, headers).end('said: secret');
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

const instance = 'host-1';

describe('pushMetrics', () => {
  it('replaces the group, or only what it has', async () => {
    using gateway = await openGateway(202);
    const target = parseGateway(`http://us%40er:pass@${gateway.host}/`, { instance });
    await pushMetrics({ gateway: target, text: 'a 1\n', replace: 'group' });
    await pushMetrics({ gateway: target, text: 'b 2\n', replace: 'metrics' });
    expect(gateway.received).toMatchObject([
      { method: 'PUT', url: '/metrics/job/create_dump/instance/host-1', body: 'a 1\n' },
      { method: 'POST', body: 'b 2\n' },
    ]);
    expect(gateway.received[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('us@er:pass').toString('base64')}`,
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  });

  it.each([
    ['refuses', 401, {}, 'it answered with status 401'],
    ['sends it elsewhere', 307, { Location: 'http://127.0.0.1:1/' }, 'it answered with status 307'],
    ["doesn't answer", undefined, {}, 'no answer in 0.1 s'],
  ] as const)(
    'says that a gateway %s, without its credentials',
    async (_, status, headers, why) => {
      using gateway = await openGateway(status, headers);
      const target = parseGateway(`http://user:secret@${gateway.host}`, { instance });
      const message = `Metrics were not pushed to http://${gateway.host}/metrics/job/create_dump/instance/host-1: ${why}.`;
      // Nothing else has to be quick.
      const timeout = status === undefined ? 100 : undefined;
      await expect(
        pushMetrics({ gateway: target, text: '', replace: 'group', ...(timeout && { timeout }) }),
      ).rejects.toThrow(expect.objectContaining({ code: 'WRITE_FAILED', message }));
    },
  );

  it('says that nobody listens', async () => {
    using gone = await openGateway(200);
    gone[Symbol.dispose]();
    const gateway = parseGateway(`http://user:secret@${gone.host}`, { instance });
    await expect(pushMetrics({ gateway, text: '', replace: 'group' })).rejects.toThrow(
      /^Metrics were not pushed to http:\/\/127\.0\.0\.1:\d+\/\S+: connection refused \(ECONNREFUSED\)\.$/,
    );
  });

  it('stops at once when it is told to', async () => {
    using gateway = await openGateway(undefined);
    const stop = new AbortController();
    const pushed = pushMetrics({
      gateway: parseGateway(`http://${gateway.host}`, { instance }),
      text: '',
      replace: 'group',
      signal: stop.signal,
    });
    stop.abort(new Error('stopped'));
    await expect(pushed).rejects.toThrow('stopped');
  });
});
