import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findTool,
  git,
  readTree,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const tree: Tree = {
  'src/crlf.txt': 'a\r\nb',
  'bin/run': { content: '#!/bin/sh\n', executable: true },
  link: { link: 'src/crlf.txt' },
  'with space/é.md': '```\n# Code dump\n```\n',
  'latin1:raw\xFF': 'x',
};

/** Dumps `files` in `directory` and returns the dump's path. */
async function dump(directory: string, files: Tree, ...args: readonly string[]): Promise<string> {
  writeTree(join(directory, 'tree'), files);
  const { code, stdout } = await runBin(['tree', '--dest', 'out', ...args], { cwd: directory });
  expect(code).toBe(0);
  return stdout.toString().trim();
}

function flipByte(path: string, marker: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(marker);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
}

describe('create-dump restore', () => {
  it.each([[[]], [['--compress']]])(
    'gives the tree back, from a dump made with %j',
    async (args) => {
      using directory = temporaryDirectory();
      const path = await dump(directory.path, tree, ...args);
      const { code, stdout, stderr } = await runBin(['restore', path, '--to', 'back'], {
        cwd: directory.path,
      });
      expect({ code, stdout: stdout.toString(), stderr }).toEqual({
        code: 0,
        stdout: `${join(directory.path, 'back')}\n`,
        stderr: '',
      });
      expect(readTree(join(directory.path, 'back'))).toEqual(
        readTree(join(directory.path, 'tree')),
      );
    },
  );

  it.each(['zip', 'tar.gz'])('reads a dump in an archive: %s', async (format) => {
    using directory = temporaryDirectory();
    await dump(directory.path, tree);
    const keep = ['archive', 'out', '--include-current', '--archive-format', format];
    expect((await runBin(keep, { cwd: directory.path })).code).toBe(0);
    const names = readdirSync(join(directory.path, 'out/archives'));
    const archive = names.find((name) => name.endsWith(format)) ?? '';
    const args = ['restore', join('out/archives', archive), '--to', 'back'];
    expect(await runBin(args, { cwd: directory.path })).toMatchObject({ code: 0, stderr: '' });
    expect(readTree(join(directory.path, 'back'))).toEqual(readTree(join(directory.path, 'tree')));
  });

  it('reads standard input, restores a part, and works as rollback', async () => {
    using directory = temporaryDirectory();
    const input = readFileSync(await dump(directory.path, tree));
    const args = ['rollback', '-', '--to', 'back', '--files', 'src/**', '--json'];
    const { code, stdout } = await runBin(args, { cwd: directory.path, input });
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject({
      command: 'restore',
      created: 1,
      notExact: [],
    });
    expect([...readTree(join(directory.path, 'back')).keys()]).toEqual(['src/crlf.txt']);
  });

  it.each([
    ['[!a].js', ['b.js', 'lib/c.js']],
    ['*.ts', ['a.ts', 'app/(site)/a.ts', 'lib/b.ts']],
    ['/*.ts', ['a.ts']],
    ['app/(site)/**', ['app/(site)/a.ts']],
  ])('takes --files %j as dumping does', async (glob, expected) => {
    using directory = temporaryDirectory();
    const paths = ['a.js', 'a.ts', 'app/(site)/a.ts', 'b.js', 'lib/b.ts', 'lib/c.js'];
    const path = await dump(directory.path, Object.fromEntries(paths.map((each) => [each, 'x'])));
    const { stdout } = await runBin(['files', 'tree', '--files', glob], { cwd: directory.path });
    expect(stdout.toString().trim().split('\n')).toEqual(expected);
    const args = ['restore', path, '--to', 'back', '--files', glob];
    expect((await runBin(args, { cwd: directory.path })).code).toBe(0);
    expect([...readTree(join(directory.path, 'back')).keys()]).toEqual(expected);
  });

  it('ends at once with a glob that would make an expression backtrack', async () => {
    using directory = temporaryDirectory();
    const settings = `exclude = ["${'*a'.repeat(20)}!"]`;
    const files = { 'create-dump.toml': settings, ['a'.repeat(200)]: '' };
    const path = await dump(directory.path, files);
    const args = ['restore', path, '--to', 'back', '--files', `!${'*a'.repeat(20)}!`];
    const { code, stderr } = await runBin(args, { cwd: directory.path });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^create-dump: warning: --files "!(?:\*a){20}!" excludes nothing\.\n$/);
  });

  it('exits with 3 and names what the dump does not contain', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, { a: 'text', b: Buffer.from([0]) });
    const { code, stderr } = await runBin(['restore', path, '--to', 'back'], {
      cwd: directory.path,
    });
    expect(code).toBe(3);
    expect(stderr).toContain('not exact: b (binary)');
    expect(readdirSync(join(directory.path, 'back'))).toEqual(['a']);
  });

  it('writes nothing if the dump is damaged, if the directory has files, or in a dry run', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, { a: 'the marker', 'deep/b': 'x' });
    writeTree(directory.path, { 'full/a': 'mine' });
    const full = await runBin(['restore', path, '--to', 'full'], { cwd: directory.path });
    const dry = await runBin(['restore', path, '--to', 'back', '--dry-run'], {
      cwd: directory.path,
    });
    flipByte(path, 'the marker');
    const damaged = await runBin(['restore', path, '--to', 'back'], { cwd: directory.path });
    expect([full.code, dry.code, damaged.code]).toEqual([1, 0, 4]);
    expect(dry.stdout.toString()).toContain('2 created; nothing was written');
    expect(damaged.stderr).toContain('"a"');
    expect(readdirSync(directory.path).sort()).toEqual(['full', 'out', 'tree']);
    expect(readFileSync(join(directory.path, 'full/a'), 'utf8')).toBe('mine');
  });

  it('merges or overwrites if asked to', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, { a: 'a', b: 'b' });
    writeTree(directory.path, { 'full/a': 'a', 'full/other': 'o', 'full2/a': 'differs' });
    const restore = (...args: readonly string[]) =>
      runBin(['restore', path, ...args], { cwd: directory.path });
    expect((await restore('--to', 'full', '--merge')).code).toBe(0);
    expect([...readTree(join(directory.path, 'full')).keys()]).toEqual(['a', 'b', 'other']);
    expect((await restore('--to', 'full2', '--merge')).code).toBe(1);
    expect((await restore('--to', 'full2', '--overwrite')).code).toBe(0);
    expect(readFileSync(join(directory.path, 'full2/a'), 'utf8')).toBe('a');
  });
});

describe('create-dump verify', () => {
  it('accepts dumps, a directory of them, and standard input', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, tree);
    await dump(directory.path, {}, '--compress');
    const { code, stdout } = await runBin(['verify', path, 'out', '-'], {
      cwd: directory.path,
      input: readFileSync(path),
    });
    expect(code).toBe(0);
    expect(stdout.toString().match(/: OK \(5 files/g)).toHaveLength(4);
  });

  it('names the changed file', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, { 'one.txt': 'one', 'two.txt': 'the marker' });
    flipByte(path, 'the marker');
    const { code, stdout, stderr } = await runBin(['verify', path], { cwd: directory.path });
    expect(code).toBe(4);
    expect(stdout.toString()).toBe(`${path}: FAILED\n`);
    expect(stderr).toContain('"two.txt"');
    const json = await runBin(['verify', path, '--json'], { cwd: directory.path });
    expect(json.code).toBe(4);
    expect(JSON.parse(json.stdout.toString())).toMatchObject({
      command: 'verify',
      ok: false,
      dumps: [{ ok: false, checksum: 'differs' }],
    });
  });

  it('says once which dump is damaged', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, { 'two.txt': 'the marker' });
    flipByte(path, 'the marker');
    writeFileSync(`${path}x.md`, readFileSync(path).subarray(0, -10));
    const { stderr } = await runBin(['verify', path, `${path}x.md`], { cwd: directory.path });
    const problems = stderr.trimEnd().split('\n');
    expect(problems.length).toBeGreaterThan(2);
    for (const problem of problems) {
      expect(problem).toContain(path);
      expect(problem).not.toMatch(/\.md: \S+\.md\b/);
    }
  });

  it('reports a truncated dump, and a directory without dumps', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, { a: 'a' });
    writeFileSync(path, readFileSync(path).subarray(0, -10));
    expect((await runBin(['verify', path], { cwd: directory.path })).code).toBe(4);
    const nothing = await runBin(['verify', 'tree'], { cwd: directory.path });
    expect(nothing).toMatchObject({
      code: 1,
      stderr: 'create-dump: There is no snapshot in tree.\n',
    });
  });
});

describe('create-dump ls and cat', () => {
  it('list the files and print each of them', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, tree);
    const list = await runBin(['ls', path], { cwd: directory.path });
    expect(list.stdout.toString()).toBe('bin/run\nlink\nraw\\xFF\nsrc/crlf.txt\nwith space/é.md\n');
    const names = (await runBin(['ls', path, '-z'], { cwd: directory.path })).stdout.toString(
      'latin1',
    );
    expect(names.split('\0')).toContain('raw\xFF');
    const content = await runBin(['cat', path, 'src/crlf.txt'], { cwd: directory.path });
    expect(content.stdout.toString()).toBe('a\r\nb');
    const missing = await runBin(['cat', path, 'no such file'], { cwd: directory.path });
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('There is no "no such file"');
  });
});

describe('create-dump restore --salvage', () => {
  it('restores a manual edit and reports only that file as unverified', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, {
      'a.txt': 'one\n',
      'b.txt': 'two\n',
      'c.txt': 'no line end',
    });
    const edited = readFileSync(path, 'utf8').replace(
      '```\ntwo\n```',
      '```\ntwo, edited\nby hand\n```',
    );
    writeFileSync(path, edited);
    expect((await runBin(['restore', path, '--to', 'plain'], { cwd: directory.path })).code).toBe(
      4,
    );
    const { code, stderr } = await runBin(['restore', path, '--salvage', '--to', 'back'], {
      cwd: directory.path,
    });
    expect(code).toBe(3);
    expect(stderr).toBe(
      'create-dump: warning: not proven: b.txt\na dump of create-dump: 3 files found, 2 proven\n',
    );
    expect(readFileSync(join(directory.path, 'back/b.txt'), 'utf8')).toBe('two, edited\nby hand\n');
    expect(readFileSync(join(directory.path, 'back/c.txt'), 'utf8')).toBe('no line end');
  });
});

describe('a dump that is cut off', () => {
  it('has every command print the line to type, which then works', async () => {
    using directory = temporaryDirectory();
    const { path: cwd } = directory;
    const names = Array.from({ length: 500 }, (_, at) => `f${at}.txt`);
    const path = await dump(cwd, Object.fromEntries(names.map((name) => [name, `${name}\n`])));
    const whole = readFileSync(path, 'utf8');
    const cut = join(cwd, 'cut off.md');
    writeFileSync(cut, whole.slice(0, whole.indexOf('```jsonl')));
    const line = `create-dump restore '${cut}' --salvage --to`;
    for (const [args, to] of [
      [['verify', cut], 'DIR'],
      [['ls', cut], 'DIR'],
      [['cat', cut, 'f1.txt'], 'DIR'],
      [['diff', cut, '.'], 'DIR'],
      [['restore', cut, '--to', 'back'], 'back'],
    ] as const) {
      const { stderr } = await runBin(args, { cwd });
      expect(stderr).toContain(`To recover what it contains: ${line} ${to}\n`);
    }
    const args = ['restore', cut, '--salvage', '--to', 'back'];
    const { code, stderr } = await runBin(args, { cwd });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'create-dump: warning: 500 files not proven (--verbose names them)\na dump of create-dump: 500 files found, 0 proven\n',
    });
    expect(readFileSync(join(cwd, 'back/f499.txt'), 'utf8')).toBe('f499.txt\n');
    const again = await runBin([...args, '--merge', '--verbose'], { cwd });
    for (const name of names) expect(again.stderr).toContain(`not proven: ${name}\n`);
  });
});

describe('create-dump diff', () => {
  const before: Tree = {
    same: 'x',
    changed: 'one\ntwo\n',
    gone: 'g\n',
    old: 'moved\ncontent\n',
    mode: 'm\n',
  };
  const after: Tree = {
    same: 'x',
    changed: 'one\n2\n',
    'new "file"': 'n',
    'moved to': 'moved\ncontent\n',
    mode: { content: 'm\n', executable: true },
  };

  it('reports added, removed, changed and renamed files and changed modes', async () => {
    using directory = temporaryDirectory();
    const path = await dump(directory.path, before);
    writeTree(join(directory.path, 'now'), after);
    const diff = (...args: readonly string[]) =>
      runBin(['diff', path, 'now', ...args], { cwd: directory.path });
    const { code, stdout } = await diff();
    expect(code).toBe(0);
    expect(stdout.toString()).toBe(
      'A new "file"\nD gone\nM changed\nR old -> moved to\nT mode (100644 -> 100755)\n',
    );
    expect((await diff('--stat')).stdout.toString()).toBe(
      '1 added, 1 removed, 1 changed, 1 renamed, 1 mode changed, 0 unknown\n',
    );
    expect((await diff('--exit-code')).code).toBe(1);
    expect((await runBin(['diff', path, path, '--exit-code'], { cwd: directory.path })).code).toBe(
      0,
    );
    expect(JSON.parse((await diff('--json')).stdout.toString())).toMatchObject({
      command: 'diff',
      added: [{ path: 'new "file"' }],
    });
  });

  it.skipIf(findTool('git') === undefined)(
    'writes patches that git applies (skipped without git)',
    async () => {
      using directory = temporaryDirectory();
      const path = await dump(directory.path, before);
      writeTree(join(directory.path, 'now'), after);
      const { stdout } = await runBin(['diff', path, 'now', '--patch'], { cwd: directory.path });
      writeFileSync(join(directory.path, 'patch'), stdout);
      git(join(directory.path, 'tree'), 'apply', '../patch');
      expect(readTree(join(directory.path, 'tree'))).toEqual(readTree(join(directory.path, 'now')));
    },
  );
});
