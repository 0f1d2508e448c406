import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { findAddress, readQueueRequest } from '../../src/queue/queue-request.js';
import { readWorkerSettings } from '../../src/queue/worker-settings.js';

const places = 'roots = ["/srv/mono"]\ndestinations = ["/var/backups"]\n';

async function read(
  text: string,
  given: Partial<Parameters<typeof readWorkerSettings>[0]> = {},
  env: Readonly<Record<string, string>> = {},
) {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'worker.toml'), text);
  const world = { cwd: directory.path, env, homeDirectory: directory.path };
  return await readWorkerSettings({ config: 'worker.toml', ...given }, world);
}

async function withFile<T>(text: string, work: (cwd: string) => Promise<T>): Promise<T> {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'queue'), text);
  return await work(directory.path);
}

it('reads what a worker may touch', async () => {
  const text = `${places}hosts = ["example.org"]\njobs = 3\nqueue = "redis://127.0.0.1:1"\n`;
  expect(await read(text)).toEqual({
    queue: { url: 'redis://127.0.0.1:1' },
    jobs: 3,
    listen: undefined,
    allowed: { roots: ['/srv/mono'], destinations: ['/var/backups'], hosts: ['example.org'] },
  });
});

it('reads the file that docs/many-machines.md shows', async () => {
  const page = new URL('../../../../docs/many-machines.md', import.meta.url);
  const text = /```toml\n(.*?)```/s.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
  expect(await read(text)).toEqual({
    queue: { file: '/etc/create-dump/queue' },
    jobs: 4,
    listen: '127.0.0.1:9465',
    allowed: { roots: ['/srv/mono'], destinations: ['/var/backups/code'], hosts: [] },
  });
});

it('takes the queue from the command line, the environment or the file, in this order', async () => {
  const text = `${places}queue = "redis://file"\n`;
  const env = { CREATE_DUMP_QUEUE: 'redis://environment' };
  const given = { queue: { url: 'redis://line' }, jobs: 9 };
  expect(await read(text, given, env)).toMatchObject({ queue: given.queue, jobs: 9 });
  expect((await read(text, {}, env)).queue).toEqual({ url: 'redis://environment' });
  expect((await read(text, {}, { CREATE_DUMP_QUEUE_FILE: '/run/q' })).queue).toEqual({
    file: '/run/q',
  });
  expect((await read(text)).queue).toEqual({ url: 'redis://file' });
});

it.each([
  ['roots', 'destinations = ["/x"]\nqueue = "redis://h"\n', 'roots is missing'],
  ['destinations', 'roots = ["/x"]\nqueue = "redis://h"\n', 'destinations is missing'],
  ['absolute', 'roots = ["srv"]\ndestinations = ["/x"]\nqueue = "redis://h"\n', '"srv"'],
  ['plain', 'roots = ["/srv/.."]\ndestinations = ["/x"]\nqueue = "redis://h"\n', '"/srv/.."'],
  ['queue', places, 'queue is missing'],
  ['known', `${places}queue = "redis://h"\nroot = "/x"\n`, 'worker.toml:4: root'],
])('refuses a file that is wrong: %s', async (_, text, message) => {
  const reading = read(text);
  await expect(reading).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await expect(reading).rejects.toThrow(message);
});

it('reads the address of a queue from a file, and repeats no password', async () => {
  const addressIn = (text: string) =>
    withFile(text, (cwd) => findAddress({ file: 'queue' }, { cwd }));
  expect(await addressIn('redis://:s3cret@h:1\n')).toMatchObject({ shown: 'redis://h:1' });
  const wrong = addressIn('s3cret\n');
  await expect(wrong).rejects.toMatchObject({ code: 'USAGE' });
  await expect(wrong).rejects.not.toThrow('s3cret');
  await expect(findAddress({ file: 'missing' }, { cwd: '/nonexistent' })).rejects.toThrow(
    "--queue-file: /nonexistent/missing doesn't exist.",
  );
  expect(() => readQueueRequest({ queue: 'redis://a', 'queue-file': 'b' })).toThrow('only one');
  expect(readQueueRequest({})).toBeUndefined();
});
