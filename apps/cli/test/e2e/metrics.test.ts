import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { findTool, startStopwatch, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

/** A directory with one project of two files. */
function sampleDirectory() {
  const directory = temporaryDirectory();
  mkdirSync(join(directory.path, 'tree'));
  for (const name of ['a', 'b']) writeFileSync(join(directory.path, 'tree', name), 'text\n');
  return { ...directory, cwd: directory.path };
}

async function listen() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function freePort(): Promise<number> {
  const { server, port } = await listen();
  server.close();
  await once(server, 'close');
  return port;
}

/** What `probe` gives once it gives something; it may fail until then. */
async function eventually<T>(probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const found = await Promise.resolve()
      .then(probe)
      .catch(() => undefined);
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`There was nothing: ${probe.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Starts a run that serves its metrics. With `--files-from -` it goes on until `end` is called. */
async function startRun(cwd: string, more: readonly string[]) {
  const port = await freePort();
  const input = new PassThrough();
  let kill: (signal: NodeJS.Signals) => void = () => {};
  const result = runBin(['tree', '--dest', 'out', '--metrics-port', String(port), ...more], {
    cwd,
    input,
    onStart: (killer) => {
      kill = killer;
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/healthz`)).ok || undefined);
  const stop = (signal: NodeJS.Signals) => kill(signal);
  return { port, url, result, stop, end: () => input.end('a\nb\n') };
}

const dumps = (path: string) => readdirSync(path).filter((name) => name.endsWith('.md'));

describe('metrics', () => {
  it('are served during a run, only on 127.0.0.1', async () => {
    using directory = sampleDirectory();
    const run = await startRun(directory.cwd, ['--files-from', '-']);
    const text = await (await fetch(`${run.url}/metrics`)).text();
    expect(text).toContain('create_dump_build_info{version="');
    const hexPort = run.port.toString(16).toUpperCase().padStart(4, '0');
    // Where Linux lists its sockets: local address, remote address, and 0A for one that listens.
    const listening = ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((table) => (existsSync(table) ? readFileSync(table, 'utf8').split('\n') : []))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === '0A')
      .map(([, local]) => local);
    expect(listening).toStrictEqual(existsSync('/proc/net/tcp') ? [`0100007F:${hexPort}`] : []);
    run.end();
    expect(await run.result).toMatchObject({ code: 0, stderr: '' });
    await expect(fetch(run.url)).rejects.toThrow('fetch failed');
  });

  it("don't fail the run if the port is taken", async () => {
    using directory = sampleDirectory();
    const { server, port } = await listen();
    const result = await runBin(
      ['tree', '--dest', 'out', '--metrics-port', String(port)],
      directory,
    );
    server.close();
    expect(result).toMatchObject({
      code: 0,
      stderr: `create-dump: warning: Metrics can't be served at 127.0.0.1:${port}: another program has that port: choose another.\n`,
    });
    expect(dumps(join(directory.cwd, 'out'))).toHaveLength(1);
  });

  it("don't delay a stopped run", async () => {
    using directory = sampleDirectory();
    // Holes take no room, and long to digest.
    writeFileSync(join(directory.cwd, 'tree/huge'), '');
    truncateSync(join(directory.cwd, 'tree/huge'), 1e11);
    const run = await startRun(directory.cwd, ['--metrics-file', 'nightly.prom']);
    // A client that neither asks nor leaves.
    const client = connect(run.port, '127.0.0.1').on('error', () => {});
    await once(client, 'connect');
    const stopwatch = startStopwatch();
    run.stop('SIGTERM');
    expect(await run.result).toMatchObject({ code: 143 });
    expect(stopwatch.elapsed()).toBeLessThan(1000);
    expect(readFileSync(join(directory.cwd, 'nightly.prom'), 'utf8')).toContain(
      'create_dump_errors_total{task="nightly",code="STOPPED"} 1\n',
    );
  });

  it('accumulate in a textfile over successful and failed runs and verify, but not over dry runs', async () => {
    using directory = sampleDirectory();
    const file = join(directory.cwd, 'nightly.prom');
    const run = (...args: string[]) =>
      runBin([...args, '--metrics-file', 'nightly.prom'], directory);
    expect(await run('tree', '--dry-run')).toMatchObject({ code: 0 });
    expect(existsSync(file)).toBe(false);
    expect(await run('tree', '--dest', 'out')).toMatchObject({ code: 0, stderr: '' });
    const [dump = ''] = dumps(join(directory.cwd, 'out'));
    expect(await run('tree', '--files', 'none')).toMatchObject({ code: 1 });
    expect(await run('archive', 'out', '--include-current')).toMatchObject({ code: 0 });
    expect(await run('verify', 'out')).toMatchObject({ code: 0 });
    writeFileSync(join(directory.cwd, 'out', dump), 'damage', { flag: 'a' });
    expect(await run('verify', join('out', dump))).toMatchObject({ code: 4 });
    const text = readFileSync(file, 'utf8');
    for (const line of [
      'files_processed_total{task="nightly",status="dumped"} 2',
      'bytes_total{task="nightly"} 10',
      'duration_seconds_count{task="nightly",phase="project"} 1',
      'errors_total{task="nightly",code="NO_FILES_CHOSEN"} 1',
      'archives_total{task="nightly",format="zip"} 1',
    ]) {
      expect(text).toContain(`create_dump_${line}\n`);
    }
    // One for each thing that is wrong with it.
    expect(text).toMatch(/errors_total\{task="nightly",code="INTEGRITY"\} [1-9]/);
    expect(text).not.toContain(dump);
  });

  it('are pushed; an unreachable gateway is a warning without its password', async () => {
    using directory = sampleDirectory();
    const port = await freePort();
    const push = `http://me:secret@127.0.0.1:${port}`;
    const result = await runBin(['tree', '--dest', 'out', '--metrics-push', push], directory);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(
      /^create-dump: warning: Metrics were not pushed to http:\/\/127\.0\.0\.1:\d+\/metrics\/job\/create_dump\/instance\/\S+: connection refused \(ECONNREFUSED\)\.\n$/,
    );
  });

  it('are refused before any work if the URL is invalid', async () => {
    using directory = sampleDirectory();
    const push = 'http://me:secret@127.0.0.1/metrics';
    const result = await runBin(['tree', '--dest', 'out', '--metrics-push', push], directory);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('or end with /metrics/job/NAME and pairs of /LABEL/VALUE');
    expect(result.stderr).not.toContain('secret');
    expect(existsSync(join(directory.cwd, 'out'))).toBe(false);
  });
});

const prometheus = findTool('prometheus');
const nodeExporter = findTool('prometheus-node-exporter');
const isWatched = prometheus !== undefined && nodeExporter !== undefined;
const needs = isWatched ? '' : ' (needs prometheus and prometheus-node-exporter)';

describe.skipIf(!isWatched)(`a Prometheus${needs}`, () => {
  it('scrapes a running run and reads the textfile of a finished one', async () => {
    using directory = sampleDirectory();
    const { cwd } = directory;
    const [own, exporter] = [await freePort(), await freePort()];
    const textfiles = join(cwd, 'textfiles');
    mkdirSync(textfiles);
    for (const task of ['api', 'web']) {
      const file = join(textfiles, `${task}.prom`);
      const result = await runBin(['tree', '--dest', task, '--metrics-file', file], { cwd });
      expect(result).toMatchObject({ code: 0, stderr: '' });
    }
    const run = await startRun(cwd, ['--files-from', '-']);
    const target = (name: string, port: number) => ({
      job_name: name,
      static_configs: [{ targets: [`127.0.0.1:${port}`] }],
    });
    // JSON is YAML.
    writeFileSync(
      join(cwd, 'prometheus.yml'),
      JSON.stringify({
        global: { scrape_interval: '1s', scrape_timeout: '1s' },
        scrape_configs: [target('create-dump', run.port), target('node', exporter)],
      }),
    );
    await using _exporter = startTool(nodeExporter, [
      `--web.listen-address=127.0.0.1:${exporter}`,
      '--collector.disable-defaults',
      '--collector.textfile',
      `--collector.textfile.directory=${textfiles}`,
    ]);
    await using _prometheus = startTool(prometheus, [
      `--web.listen-address=127.0.0.1:${own}`,
      `--config.file=${join(cwd, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(cwd, 'tsdb')}`,
      '--log.level=error',
    ]);
    const query = async (expression: string) => {
      const parameters = new URLSearchParams({ query: expression });
      const response = await fetch(`http://127.0.0.1:${own}/api/v1/query?${parameters.toString()}`);
      const { data } = (await response.json()) as QueryResponse;
      return data.result.length === 0 ? undefined : data.result.map(({ value }) => value[1]);
    };
    const live = 'create_dump_files_processed_total{job="create-dump", status="dumped"}';
    expect(await eventually(() => query(live))).toStrictEqual(['0']);
    const bound =
      'create_dump_duration_seconds_bucket{job="create-dump", phase="project", le=~"5|5\\\\.0"}';
    expect(await query(bound)).toStrictEqual(['0']);
    const done = 'sum by (task) (create_dump_files_processed_total{job="node"})';
    expect(await eventually(() => query(done))).toStrictEqual(['2', '2']);
    expect(await query('node_textfile_scrape_error')).toStrictEqual(['0']);
    expect(await query('min(up)')).toStrictEqual(['1']);
    run.end();
    expect(await run.result).toMatchObject({ code: 0 });
  });
});

interface QueryResponse {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
}

function startTool(tool: string | undefined, args: readonly string[]): AsyncDisposable {
  const child = spawn(tool ?? '', args, { stdio: 'ignore' });
  const ended = once(child, 'close');
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
