import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RetentionItem } from '../src/index.js';

/**
 * Writes snapshots with arbitrary times into a restic repository: thousands per second, where `restic backup --time` needs a
 * second for each. Groups become hosts, pins become the tag `pin`; `forget` needs nothing else of a snapshot.
 * Returns restic's id for each item. (restic's doc/design.rst, "Keys, Encryption and MAC".)
 */
export function forgeResticSnapshots(
  repository: string,
  password: string,
  items: readonly RetentionItem[],
): Map<string, RetentionItem> {
  const key = readMasterKey(repository, password);
  const directory = join(repository, 'snapshots');
  mkdirSync(directory, { recursive: true });
  return new Map(
    items.map((item) => {
      const bytes = encrypt(key, Buffer.from(JSON.stringify(toSnapshot(item))));
      const id = createHash('sha256').update(bytes).digest('hex');
      writeFileSync(join(directory, id), bytes);
      return [id, item];
    }),
  );
}

function toSnapshot({ time, group, pinned }: RetentionItem) {
  return {
    time: time.toISOString(),
    tree: '0'.repeat(64),
    paths: ['/x'],
    hostname: group,
    username: 'x',
    ...(pinned ? { tags: ['pin'] } : {}),
  };
}

interface Key {
  readonly encrypt: Buffer;
  readonly macK: Buffer;
  readonly macR: Buffer;
}

function readMasterKey(repository: string, password: string): Key {
  const keys = join(repository, 'keys');
  const file = JSON.parse(readFileSync(join(keys, readdirSync(keys)[0] ?? ''), 'utf8'));
  const { N, r, p, salt, data } = file;
  const options = { N, r, p, maxmem: 2 ** 30 };
  const user = scryptSync(password, Buffer.from(salt, 'base64'), 64, options);
  const sealed = Buffer.from(data, 'base64');
  const decipher = createDecipheriv('aes-256-ctr', user.subarray(0, 32), sealed.subarray(0, 16));
  const master = JSON.parse(decipher.update(sealed.subarray(16, -16)).toString());
  return {
    encrypt: Buffer.from(master.encrypt, 'base64'),
    macK: Buffer.from(master.mac.k, 'base64'),
    macR: Buffer.from(master.mac.r, 'base64'),
  };
}

function encrypt(key: Key, text: Buffer): Buffer {
  const iv = randomBytes(16);
  const sealed = createCipheriv('aes-256-ctr', key.encrypt, iv).update(text);
  const block = createCipheriv('aes-128-ecb', key.macK, null).setAutoPadding(false).update(iv);
  return Buffer.concat([iv, sealed, poly1305(sealed, key.macR, block)]);
}

/** RFC 8439, section 2.5. */
function poly1305(text: Buffer, r: Buffer, s: Buffer): Buffer {
  const prime = (1n << 130n) - 5n;
  const factor = littleEndian(r) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let at = 0; at < text.length; at += 16) {
    const block = Buffer.concat([text.subarray(at, at + 16), Buffer.of(1)]);
    sum = ((sum + littleEndian(block)) * factor) % prime;
  }
  const tag = BigInt.asUintN(128, sum + littleEndian(s));
  return Buffer.from(Buffer.from(tag.toString(16).padStart(32, '0'), 'hex').toReversed());
}

function littleEndian(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
}
