import { createHash } from 'node:crypto';
import type { Store, StoredObject } from '@create-dump/core';

/** A store in memory, which calls `onCall` before and after each call that changes something or asks for something. */
export function createMemoryStore(
  objects: Map<string, Buffer>,
  onCall: (call: string, when: 'before' | 'after') => Promise<void> = async () => {},
): Store {
  const toObject = (key: string, bytes: Buffer): StoredObject => ({
    key,
    size: bytes.length,
    tag: createHash('sha256').update(bytes).digest('hex'),
    modified: new Date(0),
  });
  const during = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    await onCall(call, 'before');
    const result = await work();
    await onCall(call, 'after');
    return result;
  };
  const stat = (key: string) => {
    const bytes = objects.get(key);
    return bytes && toObject(key, bytes);
  };
  return {
    name: 'memory:',
    async *list(prefix) {
      await onCall('list', 'before');
      for (const [key, bytes] of objects) if (key.startsWith(prefix)) yield toObject(key, bytes);
    },
    stat: (key) => during(`stat ${key}`, async () => stat(key)),
    async *read({ key }, from, to) {
      yield objects.get(key)?.subarray(from, to) ?? Buffer.alloc(0);
    },
    create: (key, content) =>
      during(`create ${key}`, async () => {
        const pieces: Uint8Array[] = [];
        for await (const piece of content.open(0, content.size)) pieces.push(piece);
        if (objects.has(key)) return 'taken';
        objects.set(key, Buffer.concat(pieces));
        return stat(key) ?? 'taken';
      }),
    remove: ({ key }) =>
      during(`remove ${key}`, async () => (objects.delete(key) ? 'removed' : 'gone')),
  };
}
