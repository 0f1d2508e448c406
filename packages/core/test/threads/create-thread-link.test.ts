import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import {
  createThreadLink,
  CreateDumpError,
  serveThreadLink,
  type ThreadPort,
} from '../../src/index.js';

/** A port in memory: `tell` plays the other side. */
function fakePort() {
  const posted: unknown[] = [];
  const listeners = new Map<string, (value: unknown) => void>();
  const port: ThreadPort = {
    postMessage: (message) => void posted.push(message),
    on: (event, listener) => listeners.set(event, listener),
  };
  const tell = (event: string, value: unknown) => listeners.get(event)?.(value);
  return { port, posted, tell };
}

const ended = (cause: unknown) =>
  new CreateDumpError('WORKER_FAILED', `It ended (${(cause as Error).message}).`, { cause });

describe('createThreadLink', () => {
  it('matches replies to requests, whatever their order', async () => {
    const { port, posted, tell } = fakePort();
    const link = createThreadLink<string, number>(port, { onEnd: ended });
    const replies = Promise.all([link.request('a'), link.request('b')]);
    expect(link.pending).toBe(2);
    expect(posted).toStrictEqual([
      { type: 'request', id: 0, request: 'a' },
      { type: 'request', id: 1, request: 'b' },
    ]);
    tell('message', { type: 'reply', id: 1, reply: 20 });
    tell('message', { type: 'reply', id: 0, reply: 10 });
    expect(await replies).toStrictEqual([10, 20]);
    expect(link.pending).toBe(0);
  });

  it('cancels a request on both sides, and still hands over the items on their way', async () => {
    const { port, posted, tell } = fakePort();
    const link = createThreadLink<string, undefined, number>(port, { onEnd: ended });
    const stop = new AbortController();
    const items: number[] = [];
    const reply = link.request('a', { signal: stop.signal, onItem: (item) => items.push(item) });
    tell('message', { type: 'item', id: 0, item: 1 });
    stop.abort(new Error('stopped'));
    await expect(reply).rejects.toThrow('stopped');
    expect(link.pending).toBe(0);
    expect(posted.at(-1)).toStrictEqual({ type: 'cancel', id: 0 });
    tell('message', { type: 'item', id: 0, item: 2 });
    tell('message', { type: 'reply', id: 0, reply: undefined });
    tell('message', { type: 'item', id: 0, item: 3 });
    expect(items).toStrictEqual([1, 2]);
    expect(link.pending).toBe(0);
  });

  it('sends nothing for a signal that is aborted already', async () => {
    const { port, posted } = fakePort();
    const link = createThreadLink<string, number>(port, { onEnd: ended });
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(link.request('a', { signal })).rejects.toThrow('stopped');
    expect(posted).toStrictEqual([]);
    expect(link.pending).toBe(0);
  });

  it('no longer cancels what is answered', async () => {
    const { port, posted, tell } = fakePort();
    const link = createThreadLink<string, number>(port, { onEnd: ended });
    const stop = new AbortController();
    const reply = link.request('a', { signal: stop.signal });
    tell('message', { type: 'reply', id: 0, reply: 1 });
    stop.abort();
    expect(await reply).toBe(1);
    expect(posted).toHaveLength(1);
  });

  it.each([
    ['error', new Error('out of memory'), 'It ended (out of memory).'],
    ['messageerror', new Error('no clone'), 'It ended (no clone).'],
    ['exit', 9, 'It ended (exit code 9).'],
  ])('fails what is pending, and later requests, on %s', async (event, value, message) => {
    const { port, tell } = fakePort();
    const onEnd = vi.fn(ended);
    const link = createThreadLink<string, number>(port, { onEnd });
    const replies = [link.request('a'), link.request('b')];
    tell(event, value);
    tell('exit', 1);
    for (const reply of [...replies, link.request('c')]) {
      await expect(reply).rejects.toMatchObject({ code: 'WORKER_FAILED', message });
    }
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(link.pending).toBe(0);
  });

  it('rejects with the error that its owner closed it with, and is not told of the end', async () => {
    const { port, tell } = fakePort();
    const onEnd = vi.fn(ended);
    const link = createThreadLink<string, number>(port, { onEnd });
    const reply = link.request('a');
    link.close(new Error('first'));
    link.close(new Error('second'));
    tell('exit', 0);
    await expect(reply).rejects.toThrow('first');
    await expect(link.request('b')).rejects.toThrow('first');
    expect(onEnd).not.toHaveBeenCalled();
  });

  it('keeps no request that cannot be posted', async () => {
    const { port1 } = new MessageChannel();
    const link = createThreadLink<unknown, number>(port1, { onEnd: ended });
    await expect(link.request(() => {})).rejects.toThrow(/could not be cloned/);
    expect(link.pending).toBe(0);
    port1.close();
  });
});

/** Both sides, with a channel of Node's between them. */
function openPair() {
  const { port1, port2 } = new MessageChannel();
  const notices: string[] = [];
  const aborted: string[] = [];
  serveThreadLink<string, string, number, string>(port2, {
    async answer(request, { send, signal }) {
      if (request === 'fail') throw new CreateDumpError('INTEGRITY', 'It is damaged.');
      if (request === 'uncloneable') return (() => {}) as unknown as string;
      for (let item = 0; item < 5; item++) send(item);
      if (request === 'wait') {
        await once(signal, 'abort');
        aborted.push(request);
      }
      return `${request}!`;
    },
    onNotice: (notice) => void notices.push(notice),
  });
  const link = createThreadLink<string, string, number, string>(port1, { onEnd: ended });
  return { link, notices, aborted, [Symbol.dispose]: () => port1.close() };
}

describe('a link over a channel', () => {
  it('brings the items of a request, then its reply', async () => {
    using pair = openPair();
    const events: unknown[] = [];
    const reply = pair.link.request('a', { onItem: (item) => events.push(item) });
    events.push(await reply);
    expect(events).toStrictEqual([0, 1, 2, 3, 4, 'a!']);
  });

  it('answers while an earlier request waits, which an abort ends', async () => {
    using pair = openPair();
    const stop = new AbortController();
    const waiting = pair.link.request('wait', { signal: stop.signal });
    expect(await pair.link.request('b')).toBe('b!');
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await vi.waitFor(() => expect(pair.aborted).toStrictEqual(['wait']));
  });

  it('brings a failure, and goes on', async () => {
    using pair = openPair();
    await expect(pair.link.request('fail')).rejects.toStrictEqual(
      new CreateDumpError('INTEGRITY', 'It is damaged.'),
    );
    await expect(pair.link.request('uncloneable')).rejects.toThrow(/could not be cloned/);
    expect(await pair.link.request('a')).toBe('a!');
  });

  it('keeps the order of notices and requests', async () => {
    using pair = openPair();
    pair.link.notify('one');
    pair.link.notify('two');
    await pair.link.request('a');
    expect(pair.notices).toStrictEqual(['one', 'two']);
  });
});

/** Speaks as `serveThreadLink` does: threads run JavaScript, and the sources are TypeScript. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, request }) => {
      if (request === 'exit') process.exit(9);
      if (request === 'throw') throw new Error('thrown in the thread');
      if (request === 'hang') for (;;);
      parentPort.postMessage({ type: 'reply', id, reply: request.length });
    });`)}`,
);

describe('a link to a worker thread', () => {
  it.each([
    ['exit', /exit code 9/],
    ['throw', /thrown in the thread/],
  ])('fails what is pending when the thread dies (%s)', async (request, message) => {
    const worker = new Worker(script);
    const link = createThreadLink<string, number>(worker, { onEnd: ended });
    expect(await link.request('four')).toBe(4);
    const died = { code: 'WORKER_FAILED', message: expect.stringMatching(message) };
    await Promise.all(
      [link.request(request), link.request('later')].map((reply) =>
        expect(reply).rejects.toMatchObject(died),
      ),
    );
    await worker.terminate();
  });

  it('can be closed while the thread hangs', async () => {
    const worker = new Worker(script);
    const link = createThreadLink<string, number>(worker, { onEnd: ended });
    const reply = link.request('hang');
    link.close(new Error('given up'));
    await expect(reply).rejects.toThrow('given up');
    await worker.terminate();
  });
});
