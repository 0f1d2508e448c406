import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { readHistory, writeMissedRuns } from './read-history.js';
import { builtBin, startService } from './start-service.js';

/** A place with a monorepo and a configuration. */
function createPlace(settings = '', { listen = '127.0.0.1:0' } = {}) {
  const place = temporaryDirectory();
  writeTree(place.path, {
    'code/a/a.txt': 'a\n',
    'code/b/b.txt': 'b\n',
    'batch.toml': `listen = "${listen}"
state = "state"

[run.nightly]
schedule = "* * * * *"
timezone = "Europe/Berlin"
root = "code"
dest = "dumps"
${settings}`,
  });
  const config = join(place.path, 'batch.toml');
  return {
    place,
    config,
    dumps: join(place.path, 'dumps'),
    history: join(place.path, 'state/history.jsonl'),
  };
}

function runBin(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const options = { env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env } };
  return new Promise<{
    readonly status: unknown;
    readonly stdout: string;
    readonly stderr: string;
  }>((resolve) =>
    execFile(process.execPath, [builtBin, ...args], options, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
    ),
  );
}

// At the same time, because one test waits for the minute at which a run is due.
describe.concurrent('create-dump-batch', () => {
  it('does a run when it is due, and says so in log, history and metrics', async () => {
    const { place, config, dumps, history } = createPlace();
    using _place = place;
    const service = startService(config);
    expect(await service.told('run scheduled')).toMatchObject({ run: 'nightly' });
    const ended = await service.told('run ended');
    expect(ended).toMatchObject({ run: 'nightly', outcome: 'done', exitCode: 0 });
    const runs = readHistory(history);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ id: ended['runId'], outcome: 'done', report: ended['report'] });
    expect(JSON.parse(readFileSync(String(ended['report']), 'utf8'))).toMatchObject({
      outcome: 'done',
    });
    // Each line of the run has its id.
    const lines = service.log.filter(({ command }) => command === 'batch');
    expect(lines.length).toBeGreaterThan(5);
    for (const { runId, run } of lines) expect([runId, run]).toEqual([ended['runId'], 'nightly']);
    const { text } = await service.get('/metrics');
    const due = Date.parse(String(ended['due'])) / 1000;
    expect(text).toContain('create_dump_runs_total{run="nightly",outcome="done"} 1');
    expect(text).toContain(`create_dump_run_due_timestamp_seconds{run="nightly"} ${due}`);
    expect(text).toContain(`create_dump_run_next_timestamp_seconds{run="nightly"} ${due + 60}`);
    expect(text).toMatch(/create_dump_run_last_success_timestamp_seconds\{run="nightly"\} \d{10}/u);
    expect(text).toContain('create_dump_files_processed_total{status="dumped"} 2');
    expect(await service.get('/healthz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await service.get('/readyz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await service.end('SIGINT')).toMatchObject({ code: 130 });
    expect(readdirSync(dumps).filter((name) => name.startsWith('.'))).toEqual([]);
    // A restart knows the last success from the history.
    const again = startService(config);
    await again.told('run scheduled');
    expect((await again.get('/metrics')).text).toMatch(
      /last_success_timestamp_seconds\{run="nightly"\} \d{10}/u,
    );
    expect(await again.end('SIGHUP')).toMatchObject({ code: 129 });
  });

  it('--check prints when runs are due, or what is wrong, with 2', async () => {
    const { place, config } = createPlace();
    using _place = place;
    const { status, stdout } = await runBin(['--config', config, '--check']);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^RUN +COMMAND +DUE\nnightly +batch +\d{4}-\d\d-\d\d \d\d:\d\d GMT\+[12]\n( +\S+ \S+ GMT\+[12]\n){2}$/u,
    );
    expect(readdirSync(place.path)).not.toContain('state');
    writeFileSync(config, '[run.a]\nrot = "x"\n');
    const broken = await runBin(['--config', config, '--check']);
    expect(broken).toMatchObject({ status: 2, stdout: '' });
    expect(broken.stderr).toContain(
      `${config}:2: run.a.rot: there is no such key; did you mean root?`,
    );
  });

  it('--run does one run and exits as its command does', async () => {
    const { place, config, dumps } = createPlace('strict = true\n');
    using _place = place;
    const done = await runBin(['--config', config, '--run', 'nightly']);
    expect(done.status).toBe(0);
    expect(done.stdout.trim().split('\n')).toHaveLength(2);
    expect(readdirSync(dumps)).toHaveLength(6);
    expect(done.stderr).toContain('"run":"nightly"');
    writeTree(place.path, { 'code/create-dump.toml': 'tok = "x"\n' });
    const broken = await runBin(['--config', config, '--run', 'nightly']);
    expect(broken.status).toBe(2);
    expect(broken.stderr).toContain('tok: there is no such key; did you mean toc?');
    expect((await runBin(['--config', config, '--run', 'other'])).status).toBe(2);
  });

  it('runs hooks, without a shell', async () => {
    const { place, config } = createPlace(
      `before_run = ["touch", "a b"]\non_result = ["sh", "-c", "cat > result.json; echo $CREATE_DUMP_OUTCOME > outcome"]\n`,
    );
    using _place = place;
    expect((await runBin(['--config', config, '--run', 'nightly'])).status).toBe(0);
    expect(readdirSync(place.path)).toContain('a b');
    expect(readFileSync(join(place.path, 'outcome'), 'utf8')).toBe('done\n');
    expect(JSON.parse(readFileSync(join(place.path, 'result.json'), 'utf8'))).toMatchObject({
      command: 'batch',
    });
    writeFileSync(config, readFileSync(config, 'utf8').replace('"touch", "a b"', '"false"'));
    expect((await runBin(['--config', config, '--run', 'nightly'])).status).toBe(1);
  });

  it('dumps what the CLI would, but for the name of the tool', async () => {
    const { place, config, dumps } = createPlace();
    using _place = place;
    const epoch = { SOURCE_DATE_EPOCH: '1800000000' };
    expect((await runBin(['--config', config, '--run', 'nightly'], epoch)).status).toBe(0);
    const dump = readdirSync(dumps).find((name) => /^a_all_.*\.md$/u.test(name)) ?? '';
    const text = readFileSync(join(dumps, dump), 'utf8');
    expect(text).toContain('create-dump-batch 0.1.0');
  });

  it('fails with 1 if its port is taken, with 6 if its state is, and with 2 without one', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const { place, config } = createPlace('', { listen: `127.0.0.1:${port}` });
    using _place = place;
    const taken = await runBin(['--config', config]);
    expect(taken.status).toBe(1);
    expect(JSON.parse(taken.stderr)).toMatchObject({
      level: 'error',
      msg: expect.stringContaining('another program has that port') as string,
    });
    blocker.close();
    const free = createPlace();
    using _free = free.place;
    const service = startService(free.config);
    await service.told('service started');
    const second = await runBin(['--config', free.config]);
    expect(second.status).toBe(6);
    expect(second.stderr).toContain('Another run is working in');
    expect((await service.end('SIGTERM')).code).toBe(143);
    writeFileSync(free.config, readFileSync(free.config, 'utf8').replace('state = "state"\n', ''));
    const stateless = await runBin(['--config', free.config]);
    expect(stateless.status).toBe(2);
    expect(stateless.stderr).toContain('state is missing');
  });

  it('stops a run that is active, and repeats it after a restart', async () => {
    const { place, config, history } = createPlace('timeout = "10m"\n');
    using _place = place;
    // A list that nobody writes holds the run up.
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace(
        'root = "code"\ndest = "dumps"',
        'command = "single"\nroot = "code"\ndest = "dumps"\nfiles_from = "list"',
      ),
    );
    spawnSync('mkfifo', [join(place.path, 'list')]);
    writeMissedRuns(history, ['nightly'], 'Europe/Berlin');
    const service = startService(config);
    const due = await service.told('run due');
    await sleep(300);
    const { code, milliseconds } = await service.end('SIGTERM');
    expect(code).toBe(143);
    expect(milliseconds).toBeLessThan(10_000);
    expect(readHistory(history)).toMatchObject([
      { id: due['runId'], due: due['due'], outcome: 'stopped', exitCode: 143 },
    ]);
    expect(service.log.at(-1)?.msg).toBe('service stopped');
    writeFileSync(config, readFileSync(config, 'utf8').replace('files_from = "list"\n', ''));
    const again = startService(config);
    expect(await again.told('run due')).toMatchObject({
      why: expect.stringMatching(/unfinished|missed|scheduled/u) as string,
    });
    expect(await again.told('run ended')).toMatchObject({ outcome: 'done' });
    await again.end('SIGTERM');
    // Another one may have become due since.
    const outcomes = readHistory(history).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 2)).toEqual(['stopped', 'done']);
  });
});
