import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serveMetrics } from '../src/index.js';
import { createSampleMetrics } from './sample-metrics.js';

const serve = (port = 0) => serveMetrics({ expose: createSampleMetrics().expose, port });

describe('serveMetrics', () => {
  it('serves both formats, and says that it is well', async () => {
    await using server = await serve();
    const plain = await fetch(`${server.url}/metrics`);
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await plain.text()).toContain('# TYPE create_dump_bytes_total counter');
    const open = await fetch(`${server.url}/metrics?a=b`, {
      headers: { Accept: 'application/openmetrics-text' },
    });
    expect(open.headers.get('content-type')).toContain(
      'application/openmetrics-text; version=1.0.0',
    );
    expect(await open.text()).toMatch(/\n# EOF\n$/);
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok\n');
  });

  it('answers HEAD without a body, and nothing else', async () => {
    await using server = await serve();
    const head = await fetch(`${server.url}/metrics`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(await head.text()).toBe('');
    const post = await fetch(`${server.url}/metrics`, { method: 'POST', body: 'x' });
    expect(post.status).toBe(405);
    expect(post.headers.get('allow')).toBe('GET, HEAD');
    for (const path of ['/', '/metrics/', '/%2e%2e/etc/passwd', '//metrics']) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
    }
  });

  it('says whether a service is well and ready, if it is asked to', async () => {
    const { expose } = createSampleMetrics();
    const state = { isHealthy: true, isReady: false };
    await using server = await serveMetrics({
      expose,
      port: 0,
      isHealthy: () => state.isHealthy,
      isReady: () => state.isReady,
    });
    const statusOf = async (page: string) => (await fetch(`${server.url}${page}`)).status;
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 503]);
    Object.assign(state, { isHealthy: false, isReady: true });
    expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([503, 200]);
    const other = await fetch(`${server.url}/`);
    expect(await other.text()).toBe('Not found. There are /metrics, /healthz and /readyz.\n');
    await using plain = await serve();
    const missing = await fetch(`${plain.url}/readyz`);
    expect([missing.status, await missing.text()]).toEqual([
      404,
      'Not found. There are /metrics and /healthz.\n',
    ]);
  });

  it('listens on 127.0.0.1 unless it is told otherwise', async () => {
    await using server = await serve();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('names a port that is taken', async () => {
    await using server = await serve();
    const port = Number(new URL(server.url).port);
    await expect(serve(port)).rejects.toThrow(
      `Metrics can't be served at 127.0.0.1:${port}: another program has that port: choose another.`,
    );
  });

  it('names an address that is not here', async () => {
    const { expose } = createSampleMetrics();
    await expect(serveMetrics({ expose, port: 0, host: '192.0.2.1' })).rejects.toThrow(
      "can't be served at 192.0.2.1:0: that is no address of this machine",
    );
  });

  it('is gone at once, whatever is connected, and the port is free', async () => {
    const server = await serve();
    const port = Number(new URL(server.url).port);
    const idle = connect(port, '127.0.0.1');
    idle.on('error', () => {});
    await once(idle, 'connect');
    // By itself, it would never be: a server that waits for it never ends.
    const gone = once(idle, 'close');
    await server[Symbol.asyncDispose]();
    await gone;
    await using again = await serve(port);
    expect(again.url).toContain(String(port));
  });

  it('refuses headers that are too long', async () => {
    await using server = await serve();
    const status = await new Promise((resolve) => {
      request(`${server.url}/metrics`, { headers: { 'X-Long': 'x'.repeat(20_000) } }, (response) =>
        resolve(response.resume().statusCode),
      ).end();
    });
    expect(status).toBe(431);
  });
});
