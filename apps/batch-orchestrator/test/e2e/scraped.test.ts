/*
 * A real Prometheus scrapes a service and a worker while they work: CREATE_DUMP_SCRAPE is the number of minutes, at least four. Then each
 * query of the dashboard has data, each rule can be evaluated, and alerts fire for the run that fails, and for nothing else.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  findTool,
  hasRedis,
  startRedis,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { builtBin, startService } from './start-service.js';

const minutes = Number(process.env['CREATE_DUMP_SCRAPE'] ?? 0);
const prometheus = findTool('prometheus');
const canScrape = minutes >= 4 && prometheus !== undefined && hasRedis;
const ops = fileURLToPath(new URL('../../../../ops/', import.meta.url));

it.skipIf(!canScrape)(
  `scraped for ${minutes} minutes, all that ops asks for has data (needs CREATE_DUMP_SCRAPE=10, prometheus and redis-server)`,
  async () => {
    using directory = temporaryDirectory();
    const path = realpathSync(directory.path);
    mkdirSync(join(path, 'redis'));
    await using redis = await startRedis({ directory: join(path, 'redis') });
    using hook = await serveErrors();
    writeFiles(path, { queue: `redis://127.0.0.1:${redis.port}`, hook: hook.url });
    const service = startService(join(path, 'batch.toml'));
    const { url } = await service.told('service started');
    await using worker = await startWorker(path);
    await using server = await startPrometheus(path, [String(url), worker.url]);
    await sleep(minutes * 60_000);
    const missing: string[] = [];
    for (const query of dashboardQueries()) {
      if ((await server.ask<{ result: readonly unknown[] }>(query)).result.length === 0)
        missing.push(query);
    }
    expect(missing).toEqual([]);
    const { groups } = await server.get<Rules>('rules');
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    const firing = rules.filter(({ state }) => state === 'firing').map(({ name }) => name);
    expect(new Set(firing)).toEqual(
      new Set(['CreateDumpFailed', 'CreateDumpRunFailed', 'CreateDumpPartlyDone']),
    );
    expect((await service.end('SIGTERM')).code).toBe(143);
    const scrapes = await server.ask<{ result: readonly { value: [number, string] }[] }>(
      `sum(count_over_time(up[1h]))`,
    );
    const runs = service.log.filter(({ msg }) => msg === 'run ended').length;
    process.stdout.write(
      `${minutes} minutes, ${runs} runs, ${scrapes.result[0]?.value[1]} scrapes, ${dashboardQueries().length} queries with data, ${rules.length} rules\n`,
    );
  },
  (minutes + 5) * 60_000,
);

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly name: string;
      readonly health: string;
      readonly state?: string;
    }[];
  }[];
}

/** Runs of each kind, every minute; one of them fails, and one is partly done. */
function writeFiles(
  path: string,
  { queue, hook }: { readonly queue: string; readonly hook: string },
) {
  const run = (name: string, settings: string) =>
    `[run.${name}]\nschedule = "* * * * *"\ntimezone = "UTC"\n${settings}\n`;
  writeTree(path, {
    'code/a/a.txt': 'a\n',
    'code/b/b.txt': `${['AKIA', 'IOSFODNN7REALKEY'].join('')}\n`,
    'batch.toml': [
      'listen = "127.0.0.1:0"\nstate = "state"\n',
      run(
        'batch',
        'root = "code"\ndest = "one"\narchive = true\nclean_root = true\nkeep_last = 2\nledger = true',
      ),
      run('queued', `root = "code"\ndest = "two"\nqueue = "${queue}"`),
      run(
        'told',
        `command = "single"\nroot = "code"\ndest = "three"\nsecrets = "warn"\non_result_url = "${hook}"`,
      ),
      run('broken', 'command = "single"\nroot = "none"\ndest = "four"'),
      run('audit', 'audit = "one"'),
    ].join('\n'),
    'worker.toml': `roots = ["${path}/code"]\ndestinations = ["${path}/two"]\nqueue = "${queue}"\nlisten = "127.0.0.1:0"\n`,
  });
}

/** A server that can't take results. */
async function serveErrors() {
  const server = createServer((_, response) => response.writeHead(503).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function startWorker(path: string) {
  const child = spawn(process.execPath, [builtBin, 'worker', '--config', 'worker.toml'], {
    cwd: path,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let url = '';
  for await (const line of createInterface({ input: child.stderr })) {
    ({ url = '' } = JSON.parse(line) as { url?: string });
    if (url !== '') break;
  }
  child.stderr.resume();
  return { url, [Symbol.asyncDispose]: () => end(child) };
}

async function startPrometheus(path: string, urls: readonly string[]) {
  const port = await freePort();
  const targets = urls.map((url) => new URL(url).host);
  // JSON is YAML.
  writeFileSync(
    join(path, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '5s', evaluation_interval: '15s' },
      rule_files: [join(ops, 'prometheus/rules.yml')],
      scrape_configs: [{ job_name: 'create-dump', static_configs: [{ targets }] }],
    }),
  );
  const child = spawn(
    prometheus ?? '',
    [
      `--config.file=${join(path, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(path, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const get = async <T>(what: string): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${what}`);
    const { status, data } = (await response.json()) as { status: string; data: T };
    expect({ what, status }).toEqual({ what, status: 'success' });
    return data;
  };
  return {
    get,
    ask: <T>(query: string) => get<T>(`query?${new URLSearchParams({ query }).toString()}`),
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

function dashboardQueries(): readonly string[] {
  const text = readFileSync(join(ops, 'grafana/dashboard.json'), 'utf8');
  return (JSON.parse(text) as Dashboard).panels.flatMap(({ targets }) =>
    targets.map(({ expr }) =>
      expr.replaceAll('$window', '1h').replaceAll(/\$(?:instance|task)/gu, '.*'),
    ),
  );
}
