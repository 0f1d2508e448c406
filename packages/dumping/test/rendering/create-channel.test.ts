import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChannel } from '../../src/rendering/create-channel.js';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

describe('createChannel', () => {
  it('gives what was put, before and while somebody waits', async () => {
    const channel = createChannel<number>();
    channel.put(1);
    const taken = all(channel);
    await setImmediate();
    channel.put(2);
    channel.put(3);
    channel.end();
    expect(await taken).toStrictEqual([1, 2, 3]);
  });

  it('fails after what was put before', async () => {
    const channel = createChannel<number>();
    channel.put(1);
    channel.fail(new Error('broken'));
    channel.fail(new Error('later'));
    const taken: number[] = [];
    const consume = async () => {
      for await (const item of channel) taken.push(item);
    };
    await expect(consume()).rejects.toThrow('broken');
    expect(taken).toStrictEqual([1]);
  });

  it('hands over what nobody took', async () => {
    const channel = createChannel<number>();
    channel.put(1);
    channel.put(2);
    expect(channel.drain()).toStrictEqual([1, 2]);
    channel.end();
    expect(await all(channel)).toStrictEqual([]);
  });
});
