import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type PackOptions, packMembers } from '../../src/writing/pack-members.js';
import { quiet } from '../destination.js';

async function* failing(): AsyncGenerator<Buffer> {
  yield Buffer.alloc(100_000);
  throw new Error('source failed');
}

async function* endless(): AsyncGenerator<Buffer> {
  for (;;) {
    yield Buffer.alloc(2 ** 16);
    await wait(0);
  }
}

function pack(
  format: 'zip' | 'tar.gz',
  content: AsyncIterable<Buffer>,
  rest: Partial<PackOptions>,
) {
  const members = [{ name: 'a', stored: false, size: 1_000_000, content }];
  const date = new Date(0);
  return packMembers({ format, date, members, write: async () => {}, signal: quiet, ...rest });
}

// By itself, the library would wait forever, or succeed with a warning.
describe.each(['zip', 'tar.gz'] as const)('packing (%s)', (format) => {
  test('rejects when the content fails', async () => {
    await expect(pack(format, failing(), {})).rejects.toThrow('source failed');
  });

  test('rejects when writing fails', async () => {
    const write = async () => {
      throw new Error('no space');
    };
    await expect(pack(format, failing(), { write })).rejects.toThrow(/no space|source failed/);
  });

  test('rejects when it is cancelled', async () => {
    const controller = new AbortController();
    const running = pack(format, endless(), { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(running).rejects.toThrow(/abort/i);
  });
});
