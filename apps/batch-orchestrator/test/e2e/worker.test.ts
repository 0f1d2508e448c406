import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runBatch } from '@create-dump/batching';
import { createQueueRunner, parseQueueUrl } from '@create-dump/queue';
import { hasRedis, startRedis, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { startService } from './start-service.js';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const execute = promisify(execFile);

describe.skipIf(!hasRedis)('create-dump-batch worker and dead (need redis-server)', () => {
  it('does the jobs of a batch, refuses others, and stops with 143', async () => {
    using directory = temporaryDirectory();
    const path = realpathSync(directory.path);
    writeTree(join(path, 'mono'), { 'a/x.txt': 'a', 'b/y.txt': 'b' });
    writeTree(join(path, 'other'), { 'a/x.txt': 'a' });
    mkdirSync(join(path, 'redis'));
    const password = ['--requirepass', 's3cret'];
    await using redis = await startRedis({ directory: join(path, 'redis'), options: password });
    const url = `redis://:s3cret@127.0.0.1:${redis.port}`;
    writeFileSync(join(path, 'queue'), url);
    writeFileSync(
      join(path, 'worker.toml'),
      `roots = ["${path}/mono"]\ndestinations = ["${path}/out"]\nqueue_file = "queue"\n`,
    );
    const { stdout: version } = await execute(process.execPath, [bin, '--version']);
    const worker = spawn(
      process.execPath,
      [bin, 'worker', '--config', 'worker.toml', '--listen', '127.0.0.1:0'],
      {
        cwd: path,
        stdio: ['ignore', 'inherit', 'pipe'],
      },
    );
    const lines: string[] = [];
    createInterface({ input: worker.stderr }).on('line', (line) => lines.push(line));
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const batch = async (root: string, directories: readonly string[]) => {
      const { report } = await runBatch(
        {
          root: join(path, root),
          destination: join(path, 'out'),
          projects: directories.map((one) => ({ directory: one, name: one })),
        },
        {
          process: { pid: process.pid, hostname: hostname() },
          tool: `create-dump ${version.trim()}`,
          runProjects: createQueueRunner({ address: parseQueueUrl(url) }),
        },
      );
      return report.projects.map(({ outcome, reason }) => [outcome, reason?.code]);
    };
    expect(await batch('mono', ['a', 'b'])).toEqual([
      ['dumped', undefined],
      ['dumped', undefined],
    ]);
    expect(await batch('other', ['a'])).toEqual([['failed', 'REFUSED']]);
    const told = lines.map((line) => JSON.parse(line) as { msg: string; url?: string });
    const served = told.find(({ msg }) => msg === 'metrics served')?.url;
    const get = async (page: string) => (await fetch(`${served}${page}`)).text();
    const metrics = await get('/metrics');
    expect(metrics).toContain('create_dump_worker_jobs_total{outcome="done"} 2\n');
    expect(metrics).toContain('create_dump_worker_jobs_total{outcome="dead"} 1\n');
    expect(metrics).toContain('create_dump_worker_active_jobs 0\n');
    expect([await get('/healthz'), await get('/readyz')]).toEqual(['ok\n', 'ok\n']);
    worker.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(readdirSync(join(path, 'out')).filter((name) => name.endsWith('.md'))).toHaveLength(4);
    const messages = lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg);
    expect([messages[0], messages.at(-1)]).toEqual(['metrics served', 'worker stopped']);
    expect(messages).toContain('job is dead');
    const dead = await execute(process.execPath, [bin, 'dead', '--queue-file', 'queue'], {
      cwd: path,
    });
    expect(dead.stdout).toContain('REFUSED: ');
    expect([...lines, dead.stdout].join('')).not.toContain('s3cret');
  });

  it('makes a service that needs the queue unready while it is gone', async () => {
    using directory = temporaryDirectory();
    const path = realpathSync(directory.path);
    mkdirSync(join(path, 'redis'));
    mkdirSync(join(path, 'code'));
    await using redis = await startRedis({ directory: join(path, 'redis') });
    writeFileSync(
      join(path, 'batch.toml'),
      `listen = "127.0.0.1:0"
state = "state"
[run.yearly]
schedule = "0 0 1 1 *"
timezone = "UTC"
root = "code"
dest = "dumps"
queue = "redis://127.0.0.1:${redis.port}"
catch_up = "none"
`,
    );
    await redis.kill();
    const service = startService(join(path, 'batch.toml'));
    const gone = await service.told(
      `The queue at redis://127.0.0.1:${redis.port} can't be reached: connect ECONNREFUSED 127.0.0.1:${redis.port}. Check that Redis runs there, and its password.`,
    );
    expect(gone).toMatchObject({ level: 'warn' });
    expect(await service.get('/readyz')).toMatchObject({ status: 503 });
    expect(await service.get('/healthz')).toMatchObject({ status: 200 });
    await redis.restart();
    await service.told(`The queue at redis://127.0.0.1:${redis.port} answers again.`);
    expect(await service.get('/readyz')).toMatchObject({ status: 200 });
    expect(await service.end('SIGTERM')).toMatchObject({ code: 143 });
  });
});
