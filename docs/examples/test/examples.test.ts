import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runExample, startExample } from './run-example.js';

const here = fileURLToPath(new URL('..', import.meta.url));
const names = readdirSync(here).filter((name) => name.endsWith('.mjs'));

it.each(names)('%s is shorter than 25 lines and begins with its usage', (name) => {
  const lines = readFileSync(join(here, name), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThan(25);
  expect(lines[0]).toMatch(new RegExp(`^// node ${name} .+: `));
});

it('README.md names each of them', () => {
  const readme = readFileSync(join(here, 'README.md'), 'utf8');
  for (const name of names) expect(readme).toContain(`(${name})`);
});

describe('custom-dump', () => {
  it('streams a dump to a web server', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'code/hello.txt': 'Hello!\n' });
    const received: Buffer[] = [];
    const server = createServer((request, response) => {
      request.on('data', (piece: Buffer) => received.push(piece)).on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await using started = await startExample('custom-dump', [join(directory.path, 'code'), url]);
      expect(started.line).toBe(createHash('sha256').update(Buffer.concat(received)).digest('hex'));
      expect(Buffer.concat(received).toString()).toContain('\n```\nHello!\n```\n');
    } finally {
      server.close();
    }
  });
});

describe('file-list', () => {
  it('lists what git lists', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      '.gitignore': '*.log\n',
      'a.txt': 'abc',
      'b.log': 'x',
      'd/e.txt': '',
    });
    execFileSync('git', ['init', '-q'], { cwd: directory.path });
    const { status, stdout, stderr } = runExample('file-list', [directory.path]);
    expect({ status, stdout, stderr }).toStrictEqual({
      status: 0,
      stdout: '6\t.gitignore\n3\ta.txt\n0\td/e.txt\n',
      stderr: '',
    });
  });
});

describe('html-index', () => {
  it('lists what a dump holds', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { '<code>/a & b.txt': 'abc\n', '<code>/c.bin': '\0' });
    const root = join(directory.path, '<code>');
    const { stdout: dumps } = runExample('batch-with-progress', [root, directory.path]);
    const { status, stdout } = runExample('html-index', [join(directory.path, dumps.trim())]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>.*<h1>&#60;code&#62;<\/h1>\n<p>1 files, verified<\/p>/);
    expect(stdout).toMatch(/\n<tr><td>a &#38; b\.txt<td>4 bytes<td>line \d+\n/);
    expect(stdout).toContain('<tr><td>c.bin<td>binary\n');
  });
});

describe('prune-backups', () => {
  it('removes what the policy does not keep, if it is told to', () => {
    using directory = temporaryDirectory();
    const day = 24 * 60 * 60 * 1000;
    const days = Array.from({ length: 100 }, (_, at) =>
      new Date(Date.now() - at * day).toISOString().slice(0, 10),
    );
    const backups = days.map((date) => `shop_${date}.sql.gz`);
    writeTree(
      directory.path,
      Object.fromEntries([...backups, 'notes.txt'].map((name) => [name, ''])),
    );
    const planned = runExample('prune-backups', [directory.path]);
    expect(planned.status).toBe(0);
    expect(readdirSync(directory.path)).toHaveLength(101);
    const { stdout } = runExample('prune-backups', [directory.path, '--apply']);
    expect(stdout).toBe(planned.stdout);
    const kept = [...stdout.matchAll(/^keep (\S+) /gm)].map(([, name]) => name);
    expect(new Set(readdirSync(directory.path))).toStrictEqual(new Set(['notes.txt', ...kept]));
    expect(kept).toStrictEqual(expect.arrayContaining(backups.slice(0, 7)));
    expect(kept.length).toBeLessThan(20);
  });
});

describe('archive-files', () => {
  it('archives a directory, once', () => {
    using directory = temporaryDirectory();
    const contents = { 'a.log': 'a\n', 'é/b.log': 'b\n' };
    writeTree(join(directory.path, 'logs'), contents);
    const args = [join(directory.path, 'logs'), join(directory.path, 'logs.tar.gz')];
    const { status, stdout, stderr } = runExample('archive-files', args);
    const lines = Object.entries(contents).map(
      ([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`,
    );
    expect({ status, stdout }).toStrictEqual({ status: 0, stdout: lines.join('') });
    expect(stderr).toMatch(/2 files in \d+ bytes, read back and compared\n$/);
    const again = runExample('archive-files', args);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('logs.tar.gz exists, and nothing is overwritten.');
  });

  it.skipIf(!findTool('tar'))('makes archives that tar reads (needs tar)', () => {
    using directory = temporaryDirectory();
    writeTree(join(directory.path, 'logs'), { 'a.log': 'a\n', 'd/b.log': 'b\n' });
    const archive = join(directory.path, 'logs.tar.gz');
    runExample('archive-files', [join(directory.path, 'logs'), archive]);
    expect(execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' })).toBe('a.log\nd/b.log\n');
  });
});

describe('service-metrics', () => {
  it("serves the service's metrics and those of its dumps on one page", async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'code/hello.txt': 'Hello!\n' });
    const [root, dest] = [join(directory.path, 'code'), join(directory.path, 'dumps')];
    await using service = await startExample('service-metrics', [root, dest]);
    const url = `http://127.0.0.1:${service.line}`;
    const path = await (await fetch(`${url}/dump`, { method: 'POST' })).text();
    expect(path).toMatch(/\/dumps\/code_all_code_dump_\d{8}_\d{6}\.md$/);
    const page = await (await fetch(`${url}/metrics`)).text();
    expect(page).toContain('\nhttp_requests_total 2\n');
    expect(page).toContain('\ncreate_dump_files_processed_total{status="dumped"} 1\n');
    expect(page).toMatch(/\ncreate_dump_last_success_timestamp_seconds \d{10}\n/);
  });

  it('counts its failures', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'missing');
    await using service = await startExample('service-metrics', [root, directory.path]);
    const url = `http://127.0.0.1:${service.line}`;
    expect(await (await fetch(url, { method: 'POST' })).text()).toContain("Can't dump");
    const page = await (await fetch(url)).text();
    expect(page).toContain('\ncreate_dump_errors_total{code="ROOT_INVALID"} 1\n');
  });
});

describe('own-settings', () => {
  it('takes settings from files, environment and flags', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'nightly.toml': 'team = "platform"\nkeep_days = 7\n' });
    const { status, stdout, stderr } = runExample('own-settings', ['--keep-days', '14'], {
      cwd: directory.path,
      env: { NIGHTLY_NOTIFY: 'chat', XDG_CONFIG_HOME: '/nonexistent' },
    });
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toStrictEqual([
      `team platform project file ${directory.path}/nightly.toml:1`,
      'keep_days 14 flag --keep-days',
      'notify chat environment NIGHTLY_NOTIFY',
      '',
    ]);
  });

  it('says what is wrong, and where', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'nightly.toml': '# ours\ntema = "platform"\n' });
    const { status, stderr } = runExample('own-settings', [], { cwd: directory.path });
    expect({ status, stderr }).toStrictEqual({
      status: 2,
      stderr: `${directory.path}/nightly.toml:2: tema: there is no such key; did you mean team?\n`,
    });
  });
});

describe('batch-with-progress', () => {
  it('dumps each project, also again, and shows how far it is', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'a/x.txt': 'x', 'b/y.txt': 'y' });
    const destination = join(directory.path, 'dumps');
    for (const run of [1, 2]) {
      const args = [directory.path, destination];
      const { status, stdout, stderr } = runExample('batch-with-progress', args);
      expect({ run, status }).toStrictEqual({ run, status: 0 });
      expect(stdout).toMatch(/^a_all_code_dump_\S+\.md\.gz\nb_all_code_dump_\S+\.md\.gz\n$/);
      expect(stderr).toMatch(/^1\/2 [ab]: dumped\n2\/2 [ab]: dumped\ndone: .*\/batch_\S+\.json\n$/);
    }
  });

  it('tells why a project has no dump, and ends with 3', () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'mono');
    writeTree(root, {
      'package.json': '{"workspaces": ["a"]}',
      'a/package.json': '{}',
      'a/.git': 'gitdir: /nonexistent\n',
    });
    const { status, stdout, stderr } = runExample('batch-with-progress', [root, directory.path]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^a: .*\.git does not point to a git repository/m);
    expect(stderr).toMatch(/^partly: /m);
  });
});
