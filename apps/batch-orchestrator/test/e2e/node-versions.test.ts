import { mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import {
  findTool,
  hasRedis,
  startRedis,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { readHistory, writeMissedRuns } from './read-history.js';
import { startService } from './start-service.js';

const supported = ['20', '22', '24', '26'];
const others = supported.filter((major) => !process.versions.node.startsWith(`${major}.`));

describe.each(others.map((major) => `node-${major}`))('on %s', (name) => {
  const node = findTool(name);
  const reason = node === undefined ? ` (needs ${name} on the PATH)` : '';

  it.skipIf(node === undefined || !hasRedis)(
    `the service does runs, also by a queue, and stops${reason}`,
    async () => {
      using place = temporaryDirectory();
      const path = realpathSync(place.path);
      mkdirSync(join(path, 'redis'));
      await using redis = await startRedis({ directory: join(path, 'redis') });
      const queue = `redis://127.0.0.1:${redis.port}`;
      const run = (dest: string, more: string) =>
        `[run.${dest}]\nschedule = "* * * * *"\ntimezone = "UTC"\nroot = "code"\ndest = "${dest}"\n${more}\n`;
      writeTree(path, {
        'code/a/a.txt': 'a\n',
        'batch.toml': `listen = "127.0.0.1:0"\nstate = "state"\n${run('local', 'archive = true')}${run('queued', `queue = "${queue}"`)}`,
        'worker.toml': `roots = ["${path}/code"]\ndestinations = ["${path}/queued"]\nqueue = "${queue}"\n`,
      });
      const history = join(path, 'state/history.jsonl');
      writeMissedRuns(history, ['local', 'queued'], 'UTC');
      const options = { node: node ?? '' };
      const worker = startService(join(path, 'worker.toml'), { ...options, command: ['worker'] });
      const service = startService(join(path, 'batch.toml'), options);
      while (service.log.filter(({ msg }) => msg === 'run ended').length < 2) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(await service.get('/healthz')).toEqual({ status: 200, text: 'ok\n' });
      expect((await service.get('/metrics')).text).toMatch(/outcome="done"\} [1-9]/u);
      expect(await service.end('SIGTERM')).toMatchObject({ code: 143 });
      expect(await worker.end('SIGTERM')).toMatchObject({ code: 143 });
      // Another one may have become due since.
      const outcomes = readHistory(history).slice(0, 2);
      expect(outcomes).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
      const dumpIn = (dest: string) => {
        const found = readdirSync(join(path, dest)).find((one) => /^a_all.*\.md$/u.test(one)) ?? '';
        return readFileSync(join(path, dest, found), 'utf8').replace(
          /Generated.*|"generated.*/gu,
          '',
        );
      };
      expect(dumpIn('queued')).toBe(dumpIn('local'));
      // Nothing to complain of, such as a warning of this version of Node.
      expect([...service.log, ...worker.log].filter(({ level }) => level !== 'info')).toEqual([]);
    },
  );
});
