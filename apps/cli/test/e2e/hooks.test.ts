import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  isRunning,
  startStopwatch,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { closeSchema } from './close-schema.js';
import { type BinOptions, runBin } from './run-bin.js';

const isValid = (schema: string) => {
  const path = new URL(`../../schemas/${schema}`, import.meta.url);
  const options = { strictRequired: false, validateFormats: false };
  return new Ajv2020(options).compile(closeSchema(JSON.parse(readFileSync(path, 'utf8'))));
};

/** A directory with a tree of two projects. */
function prepare() {
  const directory = temporaryDirectory();
  const path = (name: string) => join(directory.path, name);
  writeTree(directory.path, { 'tree/a/1': 'text\n', 'tree/b/2': 'text\n' });
  return {
    path,
    run: async (args: readonly string[], options: Partial<BinOptions> = {}) => {
      const result = await runBin(args, { cwd: directory.path, ...options });
      return { ...result, stdout: result.stdout.toString() };
    },
    dumps: () => (existsSync(path('out')) ? readdirSync(path('out')) : []),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

type Prepared = ReturnType<typeof prepare>;

async function expectWholeDump({ run }: Prepared): Promise<void> {
  const { code, stdout } = await run(['verify', 'out']);
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/ok/i);
}

/** A server that answers each request with `answer`. */
async function serve(answer: (response: ServerResponse, count: number) => void) {
  const received: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ url: request.url, headers: request.headers, body });
      answer(response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('hooks', () => {
  const record =
    'cat > document.json; echo "$CREATE_DUMP_OUTCOME $CREATE_DUMP_EXIT_CODE $CREATE_DUMP_REPORT" > told';
  const single = ['tree', '--dest', 'out'];

  it.each([
    ['single', single, /^done 0 \/.*\/out\/tree_all_code_dump_\d{8}_\d{6}\.md\n$/],
    ['batch', ['batch', 'tree', '--dest', 'out'], /^done 0 \/.*\/out\/batch_.*\.json\n$/],
    ['archive', ['archive', 'out'], /^done 0 \n$/],
    ['audit', ['audit', 'out'], /^done 0 \n$/],
  ] as const)('of %s get the document that --json prints', async (command, args, told) => {
    using here = prepare();
    if (command === 'archive' || command === 'audit') await here.run(single);
    const order = 'echo before >> order';
    const hooks = ['--before-run', order, '--on-result', `echo after >> order; ${record}`];
    const { code, stdout, stderr } = await here.run([...args, '--json', ...hooks]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(here.read('order')).toBe('before\nafter\n');
    expect(here.read('document.json')).toBe(stdout);
    expect(JSON.parse(stdout)).toMatchObject({ command });
    expect(here.read('told')).toMatch(told);
  });

  it('are run before anything is done', async () => {
    using here = prepare();
    const { code, stdout } = await here.run([...single, '--before-run', 'echo new > tree/new']);
    expect(code).toBe(0);
    expect(readFileSync(stdout.trim(), 'utf8')).toContain('## `new`');
  });

  it('that fail before the run end it, and the result is told', async () => {
    using here = prepare();
    const hooks = ['--before-run', 'echo no >&2; exit 4', '--on-result', record];
    const { code, stdout, stderr } = await here.run([...single, '--json', ...hooks]);
    expect(code).toBe(1);
    expect(here.dumps()).toEqual([]);
    const message = 'The command of --before-run ended with exit code 4. Nothing was done.';
    expect(stderr).toBe(`create-dump: before-run: no\ncreate-dump: ${message}\n`);
    const document = { command: 'single', error: { code: 'HOOK_FAILED', message }, exitCode: 1 };
    expect(JSON.parse(stdout)).toEqual(document);
    expect(here.read('document.json')).toBe(stdout);
    expect(here.read('told')).toBe('failed 1 \n');
  });

  it.each([
    ['--max-size 1 --strict', 'refused', 5],
    ['--limit-files 1', 'failed', 1],
  ])('are told how a run with %s ended', async (options, outcome, exitCode) => {
    using here = prepare();
    const { code } = await here.run([...single, ...options.split(' '), '--on-result', record]);
    expect(code).toBe(exitCode);
    expect(here.read('told')).toBe(`${outcome} ${exitCode} \n`);
  });

  it.each([
    ['fails', 'exit 1', 'ended with exit code 1'],
    ['dies', 'kill -9 $$', 'was ended by SIGKILL'],
    ['hangs', 'sleep 1000', 'took longer than 1 s'],
    [
      'ignores the request to end',
      'trap "" TERM; while :; do sleep 0.1; done',
      'took longer than 1 s',
    ],
    ['floods its output', 'yes', 'took longer than 1 s'],
    ['forks and hangs', 'for i in 1 2 3 4 5; do sleep 1000 & done; wait', 'took longer than 1 s'],
  ])('that %s afterwards cost no dump', async (_, command, problem) => {
    using here = prepare();
    const watch = startStopwatch();
    const hooks = ['--on-result', command, '--hook-timeout', '1s'];
    const { code, stdout, stderr } = await here.run([...single, ...hooks]);
    expect(code).toBe(3);
    expect(stderr).toContain(`create-dump: The command of --on-result ${problem}`);
    expect(stderr.length).toBeLessThan(20_000);
    expect(watch.elapsed()).toBeLessThan(15_000);
    expect(existsSync(stdout.trim())).toBe(true);
    await expectWholeDump(here);
  });

  it('are not waited for by a child that keeps the output open', async () => {
    using here = prepare();
    const watch = startStopwatch();
    const { code, stderr } = await here.run([...single, '--on-result', 'sleep 1000 &']);
    expect(code).toBe(0);
    expect(stderr).toContain('a process that the command left behind kept its output open');
    expect(watch.elapsed()).toBeLessThan(15_000);
    await expectWholeDump(here);
  });

  it.each(['--before-run', '--on-result'])('%s ends within a second of a signal', async (flag) => {
    using here = prepare();
    const command = `trap "" TERM; echo $$ > started; while :; do sleep 0.1; done`;
    let watch = startStopwatch();
    const { code, stderr } = await here.run([...single, flag, command], {
      onStart(kill) {
        const waiting = setInterval(() => {
          if (!existsSync(here.path('started')) || here.read('started') === '') return;
          clearInterval(waiting);
          watch = startStopwatch();
          kill('SIGTERM');
        }, 5);
      },
    });
    expect({ code, stderr }).toEqual({ code: 143, stderr: 'create-dump: Stopped by SIGTERM.\n' });
    expect(watch.elapsed()).toBeLessThan(1000);
    expect(() => process.kill(Number(here.read('started')), 0)).toThrow('ESRCH');
    const whole = here.dumps().filter((name) => name.endsWith('.md'));
    expect(whole).toHaveLength(flag === '--before-run' ? 0 : 1);
  });

  it('end with a run that is killed', async () => {
    using here = prepare();
    const loop = 'trap "" TERM; while :; do sleep 0.1; done';
    const hook = `sleep 1000 & echo $$ > command; echo $! > child; sleep 1; kill -9 $PPID; ${loop}`;
    await here.run([...single, '--before-run', hook]);
    for (const file of ['command', 'child']) {
      const pid = Number(here.read(file));
      expect(pid).toBeGreaterThan(1);
      while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('are not run by --dry-run and --list', async () => {
    using here = prepare();
    const hooks = ['--before-run', 'touch ran', '--on-result', 'touch ran'];
    await here.run([...single, '--dry-run', ...hooks]);
    await here.run(['batch', 'tree', '--list', ...hooks]);
    expect(existsSync(here.path('ran'))).toBe(false);
  });

  it('do not start one another', async () => {
    using here = prepare();
    const command = `echo x >> runs; "${process.execPath}" "${new URL('../../dist/bin.js', import.meta.url).pathname}" tree --dest out`;
    const { code, stderr } = await here.run(single, { env: { CREATE_DUMP_ON_RESULT: command } });
    expect(code).toBe(0);
    expect(here.read('runs')).toBe('x\n');
    expect(stderr).toContain('A hook has started this run, so it runs no hooks itself.');
  });

  it('tell of themselves in the log and in events', async () => {
    using here = prepare();
    const hooks = ['--before-run', 'printf "one\\ntwo\\033[31m\\n"'];
    const streams = ['--log-format', 'json', '--events-file', 'events'];
    const { stderr } = await here.run([...single, ...hooks, ...streams]);
    const parse = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
    const [isLogLine, isEvent] = [isValid('log.schema.json'), isValid('events.schema.json')];
    for (const line of parse(stderr)) expect([line, isLogLine(line)]).toEqual([line, true]);
    for (const line of parse(here.read('events')))
      expect([line, isEvent(line)]).toEqual([line, true]);
    expect(parse(here.read('events'))).toMatchObject([
      { type: 'run-started' },
      { type: 'hook-output', hook: 'before-run', text: 'one' },
      { type: 'hook-output', hook: 'before-run', text: 'two' },
      { type: 'hook-finished', hook: 'before-run', succeeded: true },
      ...Array.from(parse(here.read('events')).slice(4), () => ({})),
    ]);
    expect(stderr).toContain('"hook":"before-run","text":"two"');
  });

  it('count as failures in the metrics', async () => {
    using here = prepare();
    await here.run([...single, '--on-result', 'exit 1', '--metrics-file', 'm.prom']);
    expect(here.read('m.prom')).toMatch(
      /^create_dump_errors_total\{task="m",code="HOOK_FAILED"\} 1$/m,
    );
  });
});

describe('--on-result-url', () => {
  it('sends the document, with credentials only where they belong', async () => {
    using here = prepare();
    using server = await serve((response) => response.writeHead(200).end());
    const env = { CREATE_DUMP_ON_RESULT_URL: `http://user:hidden@${server.host}/hidden?x=hidden` };
    const args = ['tree', '--dest', 'out', '--json', '--verbose', '--events-file', 'events'];
    const { code, stdout, stderr } = await here.run(args, { env });
    expect(code).toBe(0);
    expect(server.received).toMatchObject([
      {
        url: '/hidden?x=hidden',
        body: stdout,
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from('user:hidden').toString('base64')}`,
        },
      },
    ]);
    const { stdout: shown } = await here.run(['config', 'show'], { env });
    expect(shown).toContain(`"http://${server.host}/[redacted]"`);
    for (const text of [stdout, stderr, here.read('events'), shown]) {
      expect(text).not.toContain('hidden');
    }
  });

  it.each([
    [
      'redirects',
      (response: ServerResponse) => response.writeHead(302, { Location: '/else' }).end(),
      1,
    ],
    ['answers 500', (response: ServerResponse) => response.writeHead(500).end(), 3],
    ['answers 401', (response: ServerResponse) => response.writeHead(401).end(), 1],
    ['hangs up', (response: ServerResponse) => response.destroy(), 3],
  ])('a server that %s costs no dump', async (_, answer, attempts) => {
    using here = prepare();
    using server = await serve(answer);
    const url = `http://user:secret@${server.host}/secret`;
    const { code, stderr } = await here.run(['tree', '--dest', 'out', '--on-result-url', url]);
    expect(code).toBe(3);
    expect(server.received).toHaveLength(attempts);
    expect(stderr).toContain(
      `The result was not sent to http://${server.host} (--on-result-url): `,
    );
    expect(stderr).not.toContain('secret');
    await expectWholeDump(here);
  });

  it('a slow server and one that recovers get the result', async () => {
    using here = prepare();
    using server = await serve((response, count) => {
      if (count === 1) response.writeHead(503).end();
      else setTimeout(() => response.writeHead(204).end(), 1000);
    });
    const url = `http://${server.host}/`;
    const args = ['tree', '--dest', 'out', '--on-result-url', url, '--metrics-file', 'm.prom'];
    const { code, stderr } = await here.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(server.received).toHaveLength(2);
    expect(here.read('m.prom')).toContain(
      'create_dump_retries_total{task="m",what="on-result-url"} 1\n',
    );
  });

  it('a server that never answers is left when a signal comes', async () => {
    using here = prepare();
    let stop = () => {};
    using server = await serve(() => stop());
    const { code } = await here.run(
      ['tree', '--dest', 'out', '--on-result-url', `http://${server.host}`],
      {
        onStart: (kill) => (stop = () => kill('SIGINT')),
      },
    );
    expect(code).toBe(130);
    await expectWholeDump(here);
  });

  it.each(['http://example.org/secret', 'ftp://example.org/secret'])(
    '%s is refused',
    async (url) => {
      using here = prepare();
      const { code, stderr } = await here.run(['tree', '--dest', 'out', '--on-result-url', url]);
      expect(code).toBe(2);
      expect(stderr).not.toContain('secret');
      expect(here.dumps()).toEqual([]);
    },
  );
});

describe("a project's own file", () => {
  const hook = 'before_run = "touch ran"\n';

  it.each([
    ['create-dump.toml', hook, ['tree', '--dest', 'out']],
    ['create-dump.toml', `[profiles.p]\n${hook}`, ['tree', '--dest', 'out']],
    [
      'create-dump.toml',
      'on_result_url = "https://example.org/"\n',
      ['batch', 'tree', '--dest', 'out'],
    ],
    ['pyproject.toml', `[tool.create-dump]\n${hook}`, ['tree', '--dest', 'out']],
    ['package.json', '{"create-dump":{"on_result":"touch ran"}}', ['tree', '--dest', 'out']],
    ['any.toml', hook, ['tree', '--dest', 'out', '--config', 'tree/any.toml']],
  ])('%s sets no hook: %j', async (name, text, args) => {
    using here = prepare();
    writeTree(here.path('tree'), { [name]: text });
    const { code, stderr } = await here.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain("can't be set by a project's file");
    expect([here.dumps(), existsSync(here.path('ran')), existsSync(here.path('tree/ran'))]).toEqual(
      [[], false, false],
    );
  });

  it('fails its project of a batch, and the other is dumped', async () => {
    using here = prepare();
    writeTree(here.path('tree/a'), { 'create-dump.toml': hook });
    const { code, stderr } = await here.run(['batch', 'tree', '--dest', 'out']);
    expect(code).toBe(3);
    expect(stderr).toContain("can't be set by a project's file");
    expect(here.dumps().filter((name) => name.startsWith('b_'))).not.toEqual([]);
  });

  it("is not the user's, which sets hooks", async () => {
    using here = prepare();
    writeTree(here.path('home'), { '.config/create-dump/config.toml': hook });
    const { code } = await here.run(['tree', '--dest', 'out'], {
      env: { HOME: here.path('home') },
    });
    expect([code, existsSync(here.path('ran'))]).toEqual([0, true]);
  });
});
