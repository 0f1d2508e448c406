import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const recipe = (name: string) =>
  fileURLToPath(new URL(`../../../../docs/examples/hooks/${name}.sh`, import.meta.url));

/** A tree, a home, and programs that stand in for those of the machine. */
function prepare(programs: Readonly<Record<string, string>> = {}) {
  const directory = temporaryDirectory();
  writeTree(directory.path, { 'tree/a': 'text\n', 'bin/.keep': '', 'home/.keep': '' });
  const path = (name: string) => join(directory.path, name);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(path(`bin/${name}`), `#!/bin/sh\n${script}\n`);
    chmodSync(path(`bin/${name}`), 0o755);
  }
  return {
    path,
    write: (name: string, text: string) => writeTree(directory.path, { [name]: text }),
    read: (name: string) => readFileSync(path(name), 'utf8'),
    run: (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      runBin(['tree', '--dest', 'out', ...args], {
        cwd: directory.path,
        env: { PATH: `${path('bin')}:${process.env['PATH']}`, HOME: path('home'), ...env },
      }),
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

async function serve(status = 200) {
  const received: { url: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ url: request.url, body });
      response.writeHead(status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const lacksCurl = findTool('curl') === undefined || findTool('jq') === undefined;

describe.skipIf(lacksCurl)('recipes of docs/hooks.md that call a server (need curl and jq)', () => {
  it.each(['slack', 'teams'])('%s.sh posts how a run ended', async (name) => {
    using here = prepare();
    using server = await serve();
    here.write(`home/.config/create-dump/${name}.curlrc`, `url = "${server.address}/T0/B0"\n`);
    const { code, stdout, stderr } = await here.run(['--on-result', recipe(name)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(server.received).toHaveLength(1);
    const { url, body } = server.received[0] ?? {};
    expect(url).toBe('/T0/B0');
    expect(body).toContain(': done');
    expect(body).toContain(stdout.toString().trim());
    expect(Object.keys(JSON.parse(body ?? '') as object)).toEqual(
      name === 'slack' ? ['text'] : ['type', 'attachments'],
    );

    await here.run(['--limit-size', '1', '--on-result', recipe(name)]);
    expect(server.received[1]?.body).toMatch(/: failed.*more than --limit-size 1 allows/s);
  });

  it.each(['slack', 'teams'])('%s.sh fails if the server refuses', async (name) => {
    using here = prepare();
    using server = await serve(403);
    here.write('home/curlrc', `url = "${server.address}/secret"\n`);
    const env = { WEBHOOK_FILE: here.path('home/curlrc') };
    const { code, stderr } = await here.run(['--on-result', recipe(name)], env);
    expect(code).toBe(3);
    expect(stderr).toContain('403');
    expect(stderr).not.toContain('secret');
  });

  it('ping.sh tells that a run begins and ends', async () => {
    using here = prepare();
    using server = await serve();
    here.write('home/.config/create-dump/ping-address', `${server.address}/uuid\n`);
    const hooks = ['--before-run', recipe('ping'), '--on-result', recipe('ping')];
    expect(await here.run(hooks)).toMatchObject({ code: 0, stderr: '' });
    expect(await here.run([...hooks, '--limit-files', '0'])).toMatchObject({ code: 2 });
    expect(await here.run([...hooks, '--limit-size', '1'])).toMatchObject({ code: 1 });
    const urls = server.received.map(({ url }) => url);
    expect(urls).toEqual(['/uuid/start', '/uuid/0', '/uuid/start', '/uuid/1']);
  });

  it('ping.sh costs no dump if the monitor is down', async () => {
    using here = prepare();
    using server = await serve();
    server[Symbol.dispose]();
    here.write('home/.config/create-dump/ping-address', `${server.address}/uuid\n`);
    const { code, stdout } = await here.run(['--before-run', recipe('ping')]);
    expect([code, existsSync(stdout.toString().trim())]).toEqual([0, true]);
    expect(await here.run(['--on-result', recipe('ping')])).toMatchObject({ code: 3 });
  });
});

describe('recipes of docs/hooks.md', () => {
  it('mail.sh mails what was not done', async () => {
    using here = prepare({ sendmail: 'echo "$@" > arguments; cat > mail' });
    const hook = ['--on-result', recipe('mail')];
    const env = { MAILTO: 'ops@example.org' };
    expect(await here.run(hook, env)).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(here.path('mail'))).toBe(false);
    expect(await here.run([...hook, '--limit-size', '1'], env)).toMatchObject({ code: 1 });
    expect(here.read('arguments')).toBe('-t -oi\n');
    const [head = '', body = ''] = here.read('mail').split('\n\n', 2);
    expect(head).toMatch(
      /^To: ops@example\.org\nSubject: create-dump on \S+: failed \(exit code 1\)\nContent-Type: /,
    );
    expect(body).toContain('"code": "LIMIT_SIZE"');
  });

  it('dump-database.sh writes the database into the tree first', async () => {
    const pgDump =
      'for word; do case $word in --file=*) echo "of $word" > "${word#--file=}";; esac; done';
    using here = prepare({ pg_dump: pgDump });
    const hook = ['--before-run', `${recipe('dump-database')} shop tree/shop.sql`];
    const { code, stdout } = await here.run(hook);
    expect(code).toBe(0);
    expect(readFileSync(stdout.toString().trim(), 'utf8')).toContain('of --file=tree/shop.sql.new');
  });

  it('dump-database.sh dumps nothing if the database fails', async () => {
    using here = prepare({ pg_dump: 'echo "no such database" >&2; exit 1' });
    here.write('tree/shop.sql', 'old\n');
    const hook = ['--before-run', `${recipe('dump-database')} shop tree/shop.sql`];
    const { code, stderr } = await here.run(hook);
    expect(code).toBe(1);
    expect(stderr).toContain('create-dump: before-run: no such database\n');
    expect(here.read('tree/shop.sql')).toBe('old\n');
    expect([existsSync(here.path('out')), existsSync(here.path('tree/shop.sql.new'))]).toEqual([
      false,
      false,
    ]);
  });
});
