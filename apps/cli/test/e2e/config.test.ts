import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

describe('create-dump config show', () => {
  it('names the source that takes precedence', async () => {
    using directory = temporaryDirectory();
    const { path } = directory;
    writeTree(path, { 'project/src/file': 'x', 'home/file': '' });
    const shown = async (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
      const { code, stdout, stderr } = await runBin(['config', 'show', 'project/src', ...args], {
        cwd: path,
        env: { HOME: join(path, 'home'), ...env },
      });
      expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
      return /^keep_last +(.*)$/m.exec(stdout.toString())?.[1]?.replace(/ {2,}/, ' | ');
    };
    expect(await shown()).toBe('(none) | default');
    mkdirSync(join(path, 'home/.config/create-dump'), { recursive: true });
    writeFileSync(join(path, 'home/.config/create-dump/config.toml'), '\nkeep_last = 1\n');
    expect(await shown()).toBe(`1 | user file ${path}/home/.config/create-dump/config.toml:2`);
    const file = join(path, 'project/package.json');
    const project = { keep_last: 2, profiles: { nightly: { keep_last: 'unlimited' } } };
    writeFileSync(file, JSON.stringify({ 'create-dump': project }, null, 2));
    expect(await shown()).toBe(`2 | project file ${file}:3`);
    expect(await shown(['--profile', 'nightly'])).toBe(
      `"unlimited" | project file ${file}:6 (profile nightly)`,
    );
    const env = { CREATE_DUMP_KEEP_LAST: '3', CREATE_DUMP_PROFILE: 'nightly' };
    expect(await shown([], env)).toBe('3 | environment CREATE_DUMP_KEEP_LAST');
    expect(await shown(['--keep-last', '4'], env)).toBe('4 | flag --keep-last');
    expect(await shown(['--no-config'])).toBe('(none) | default');
  });

  it('has no other effect, and shows no password', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'a' });
    const push = 'http://user:geheim@127.0.0.1:9';
    const { code, stdout, stderr } = await runBin(
      ['config', 'show', '--metrics-push', push, '--metrics-file', 'm.prom', '--dest', 'd'],
      { cwd: directory.path },
    );
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    expect(stdout.toString()).toContain('"http://[redacted]@127.0.0.1:9"');
    expect(readdirSync(directory.path)).toStrictEqual(['a']);
  });

  it('prints a JSON document', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { '.create-dump.toml': 'dest = "d"\n' });
    const { stdout } = await runBin(['config', 'show', '--json'], { cwd: directory.path });
    const file = join(directory.path, '.create-dump.toml');
    expect(JSON.parse(stdout.toString())).toMatchObject({
      command: 'config show',
      files: [file],
      settings: {
        dest: {
          value: join(directory.path, 'd'),
          origin: { from: 'project file', path: file, line: 1 },
        },
        json: { value: true, origin: { from: 'flag', flag: 'json' } },
        output: { value: null, origin: { from: 'default' } },
      },
    });
  });
});

describe('settings', () => {
  it('apply to a dump; options take precedence', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'dest = "dumps/"\ntoc = "none"\nexclude = ["b"]\nkeep_last = 5\n',
      'p/a': 'a',
      'p/b': 'b',
    });
    const env = { SOURCE_DATE_EPOCH: '1767225600' };
    const first = await runBin(['p'], { cwd: directory.path, env });
    const path = join(directory.path, 'dumps/p_all_code_dump_20260101_000000.md');
    expect({ ...first, stdout: first.stdout.toString() }).toStrictEqual({
      code: 0,
      stdout: `${path}\n`,
      stderr: '',
    });
    const dump = readFileSync(path, 'utf8');
    expect(dump).not.toMatch(/## Contents|## `b`/);
    const piped = await runBin(['p', '--output', '-', '--toc', '--exclude', 'a'], {
      cwd: directory.path,
      env,
    });
    expect(piped.stderr).toBe('');
    expect(piped.stdout.toString()).toMatch(/## Contents[^]*## `b`/);
  });

  it('that are invalid are reported all at once, before any work', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'dst = "d"\n\n[profiles.nightly]\nkeep_last = "5"\n',
    });
    const env = { CREATE_DUMP_TOC: 'tre', CREATE_DUMP_TOK: 'list' };
    const { code, stdout, stderr } = await runBin([], { cwd: directory.path, env });
    const file = join(directory.path, 'create-dump.toml');
    expect({ code, stdout: stdout.toString(), stderr }).toStrictEqual({
      code: 2,
      stdout: '',
      stderr: [
        'create-dump: 3 settings are wrong:',
        'CREATE_DUMP_TOC: must be "list", "tree" or "none", not "tre"; did you mean "tree"?',
        `${file}:1: dst: there is no such key; did you mean dest?`,
        `${file}:4: profiles.nightly.keep_last: must be a whole number from 1 to 1000000, or "unlimited", not "5"; did you mean 5?`,
        '',
      ].join('\n'),
    });
    expect(readdirSync(directory.path)).toStrictEqual(['create-dump.toml']);
  });

  it('cause a warning for an unknown variable', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'a' });
    const env = { CREATE_DUMP_VERBOS: '1' };
    const { code, stderr } = await runBin(['files'], { cwd: directory.path, env });
    expect({ code, stderr }).toStrictEqual({
      code: 0,
      stderr:
        'create-dump: warning: CREATE_DUMP_VERBOS: no setting has this name, so it does nothing; did you mean CREATE_DUMP_VERBOSE?\n',
    });
  });
});

describe('create-dump config schema', () => {
  it('accepts what config init writes, which never overwrites', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    const { stdout: schema } = await runBin(['config', 'schema'], { cwd });
    const init = await runBin(['config', 'init'], { cwd });
    const file = join(cwd, 'create-dump.toml');
    expect({ code: init.code, stdout: init.stdout.toString() }).toStrictEqual({
      code: 0,
      stdout: `${file}\n`,
    });
    const validate = new Ajv().compile(JSON.parse(schema.toString()));
    expect(validate({ dest: 'dumps', archive: true, keep_last: 10 })).toBe(true);
    expect(validate({ dest: 'dumps', archive: 1 })).toBe(false);
    const written = readFileSync(file, 'utf8');
    const again = await runBin(['config', 'init', '--yes'], { cwd });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(`${file} exists, and is never overwritten.`);
    expect(readFileSync(file, 'utf8')).toBe(written);
  });
});

describe('create-dump config init', () => {
  it('removes what a killed run left, even if it refuses then', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    const now = new Date();
    const own = createRunId({ pid: process.pid, hostname: hostname(), now });
    const dead = own.replace(/^\d+/, String(spawnSync('true').pid));
    writeFileSync(join(cwd, `.create-dump-${dead}-0-settings.tmp`), 'half');
    writeFileSync(join(cwd, 'create-dump.toml'), 'dest = "dumps"\n');
    const { code, stderr } = await runBin(['config', 'init'], { cwd });
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('exists') });
    expect(readdirSync(cwd)).toEqual(['create-dump.toml']);
  });

  it('writes a file with the usual permissions and nothing else', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    await runBin(['config', 'init'], { cwd });
    expect(readdirSync(cwd)).toEqual(['create-dump.toml']);
    expect(statSync(join(cwd, 'create-dump.toml')).mode & 0o777).toBe(0o666 & ~process.umask());
  });
});

describe('the start', () => {
  it('loads no parser or check of settings where there are none, and never for help', () => {
    using directory = temporaryDirectory();
    const dist = join(directory.path, 'program/dist');
    const program = fileURLToPath(new URL('../../', import.meta.url));
    cpSync(join(program, 'dist'), dist, { recursive: true });
    cpSync(join(program, 'package.json'), join(directory.path, 'program/package.json'));
    const heavy = readdirSync(dist).filter(
      (name) =>
        name.endsWith('.js') &&
        /Invalid TOML document|"strict_object"|"picklist"/.test(
          readFileSync(join(dist, name), 'utf8'),
        ),
    );
    expect(heavy.length).toBeGreaterThan(0);
    for (const name of heavy) rmSync(join(dist, name));
    writeTree(directory.path, {
      'plain/package.json': '{"name": "x", "devDependencies": {"create-dump": "1"}}',
      'set/create-dump.toml': 'strict = true\n',
    });
    const run = (args: readonly string[], cwd: string, env = {}) =>
      spawnSync(process.execPath, [join(dist, 'bin.js'), ...args], {
        cwd: join(directory.path, cwd),
        env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
      }).status;
    expect(run(['files'], 'plain')).toBe(0);
    expect(run(['files'], 'plain', { CREATE_DUMP_STRICT: '1' })).toBe(1);
    expect(run(['files'], 'set')).toBe(1);
    expect(run(['--help'], 'set', { CREATE_DUMP_STRICT: '1' })).toBe(0);
    expect(run(['--version'], 'set', { CREATE_DUMP_STRICT: '1' })).toBe(0);
  });
});
