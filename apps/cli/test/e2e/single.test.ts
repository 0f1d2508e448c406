import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const epoch = { SOURCE_DATE_EPOCH: '1767225600' };

describe('create-dump single', () => {
  it('writes a dump and its checksum, and prints the path', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'project');
    writeTree(root, { 'src/a.ts': 'export {};\n', '.gitignore': 'ignored\n', ignored: 'x' });
    const { code, stdout, stderr } = await runBin(['project', '--dest', 'out'], {
      cwd: directory.path,
      env: epoch,
    });
    const path = join(directory.path, 'out', 'project_all_code_dump_20260101_000000.md');
    expect({ code, stdout: stdout.toString(), stderr }).toEqual({
      code: 0,
      stdout: `${path}\n`,
      stderr: '',
    });
    const dump = readFileSync(path);
    const digest = createHash('sha256').update(dump).digest('hex');
    expect(readFileSync(path.replace('.md', '.sha256'), 'utf8')).toBe(
      `${digest}  project_all_code_dump_20260101_000000.md\n`,
    );
    expect(dump.toString()).toContain('## `src/a.ts`');
    expect(dump.toString()).not.toContain('## `ignored`');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  const sha256sum = findTool('sha256sum');
  it.skipIf(sha256sum === undefined)(
    'is accepted by sha256sum -c (skipped without sha256sum)',
    async () => {
      using directory = temporaryDirectory();
      writeTree(directory.path, { 'project/a': 'a', "project/it's a 'name'": 'b' });
      await runBin(['project', '--dest', './dumps/my snapshot.md'], {
        cwd: directory.path,
        env: epoch,
      });
      const out = join(directory.path, 'dumps');
      const checksum = 'my snapshot_all_code_dump_20260101_000000.sha256';
      expect(readdirSync(out).sort()).toEqual([checksum.replace('.sha256', '.md'), checksum]);
      execFileSync('sha256sum', ['--strict', '-c', checksum], { cwd: out });
    },
  );

  it('--output with --force replaces a dump, and nothing else', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, { 'src/a.ts': 'one', 'notes.md': '# Notes\n', empty: '' });
    const run = (...args: readonly string[]) => runBin(args, { cwd });
    const paths = async (dump: string) =>
      (await run('ls', dump)).stdout.toString().split('\n').filter(Boolean);
    for (const file of ['code.md', 'code.md.gz', 'empty']) {
      const options = file.endsWith('.gz') ? ['--compress'] : [];
      const dump = (...more: readonly string[]) => run('-o', file, ...options, ...more);
      if (file !== 'empty') await dump('--force');
      const taken = await dump();
      expect(taken).toMatchObject({ code: 1 });
      expect(taken.stderr).toContain('With --force, a dump there is replaced.');
      for (let times = 0; times < 2; times++) {
        expect(await dump('--force')).toMatchObject({ code: 0 });
        expect(await run('verify', file)).toMatchObject({ code: 0 });
        expect(await paths(file)).not.toContain(file);
        expect(await paths(file)).toContain('src/a.ts');
      }
      for (const name of [file, `${file.replace(/\.md(?:\.gz)?$/, '')}.sha256`])
        rmSync(join(cwd, name));
    }
    const refused = await run('-o', 'notes.md', '--force');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('notes.md exists and is not a whole dump of create-dump');
    expect(readFileSync(join(cwd, 'notes.md'), 'utf8')).toBe('# Notes\n');
    expect(readdirSync(cwd).sort()).toEqual(['notes.md', 'src']);
    expect(await run('--force')).toMatchObject({ code: 2 });
    expect(await run('-o', '-', '--force')).toMatchObject({ code: 2 });
  });

  it('--mode sets the permissions of all that a run writes, whatever the umask', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeTree(cwd, {
      'p/a/x.txt': 'x',
      'p/b/y.txt': 'y',
      'set/a': 'x',
      'set/create-dump.toml': 'mode = "0660"',
    });
    const modes = (name: string) =>
      [
        ...new Set(
          readdirSync(join(cwd, name))
            .filter((file) => file.includes('_dump_'))
            .map((file) => (statSync(join(cwd, name, file)).mode & 0o777).toString(8)),
        ),
      ].sort();
    const wrapper = ['sh', '-c', 'umask 077; exec "$@"', 'sh'];
    const run = (...args: readonly string[]) => runBin(args, { cwd, wrapper });
    expect(await run('p', '-d', 'one', '--mode', '0640')).toMatchObject({ code: 0 });
    expect(await run('batch', 'p', '-d', 'many', '--mode', '644')).toMatchObject({ code: 0 });
    expect(await run('set', '-d', 'three')).toMatchObject({ code: 0 });
    expect(await run('p', '-d', 'four')).toMatchObject({ code: 0 });
    expect(['one', 'many', 'three', 'four'].map(modes)).toEqual([
      ['640'],
      ['644'],
      ['660'],
      ['600'],
    ]);
    const archiving = ['--archive', '--include-current', '--clean-root', '--mode', '0640'];
    expect(await run('batch', 'p', '-d', 'kept', ...archiving)).toMatchObject({ code: 0 });
    expect(await run('p', '-d', 'kept', '--mode', '0640')).toMatchObject({ code: 0 });
    expect(await run('archive', 'kept', '--include-current', '--mode', '0640')).toMatchObject({
      code: 0,
    });
    const kept = readdirSync(join(cwd, 'kept'), { recursive: true, encoding: 'utf8' })
      .map((name) => ({ name, stats: statSync(join(cwd, 'kept', name)) }))
      .filter(({ stats }) => stats.isFile());
    expect(kept.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^batch_.*\.json$/),
        expect.stringMatching(/^batch_.*\.md$/),
        expect.stringMatching(/^archives\/a_.*\.zip$/),
        expect.stringMatching(/^archives\/p_.*\.zip$/),
        'archives/tombstones.jsonl',
      ]),
    );
    expect(kept.filter(({ stats }) => (stats.mode & 0o777) !== 0o640)).toEqual([]);
    const wrong = await run('p', '--mode', '0240');
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain('--mode "0240" is not a mode. Write 0640 or the like');
  });

  it('never overwrites: runs in the same second get numbers', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a': 'a' });
    const runs = [1, 2, 3].map(() =>
      runBin(['p', '--dest', 'out'], { cwd: directory.path, env: epoch }),
    );
    const paths = (await Promise.all(runs)).map(({ stdout }) => stdout.toString().trim());
    expect(new Set(paths).size).toBe(3);
    expect(paths.map((path) => path.replace(/.*dump_/, '')).sort()).toEqual([
      '20260101_000000-1.md',
      '20260101_000000-2.md',
      '20260101_000000.md',
    ]);
  });

  it('does not dump the output of earlier runs', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'a', 'x_all_code_dump_20260101_010101.md': 'not a dump\n' });
    commitAll(directory.path);
    const first = await runBin(['--output', '-'], { cwd: directory.path, env: epoch });
    expect((await runBin([], { cwd: directory.path, env: epoch })).code).toBe(0);
    expect((await runBin(['--compress'], { cwd: directory.path, env: epoch })).code).toBe(0);
    const second = await runBin(['--output', '-'], { cwd: directory.path, env: epoch });
    expect(second.stdout.equals(first.stdout)).toBe(true);
    expect(first.stdout.toString()).toContain('## `x_all_code_dump_20260101_010101.md`');
  });

  it('gives the same bytes in different directories, time zones and locales', async () => {
    using directory = temporaryDirectory();
    const origin = join(directory.path, 'project');
    writeTree(origin, {
      é: '1',
      'e\u0301': '2',
      'A/b': '3',
      'a-b': '4',
      z: '5',
      'a/b': '6',
      '😀': '7',
      '\uFFFD': '8',
    });
    commitAll(origin);
    git(directory.path, 'clone', '-q', origin, 'one');
    mkdirSync(join(directory.path, 'deep/er'), { recursive: true });
    git(directory.path, 'clone', '-q', origin, 'deep/er/two');
    const variants = [
      { cwd: join(directory.path, 'one'), env: { ...epoch, TZ: 'Asia/Tokyo', LC_ALL: 'C' } },
      {
        cwd: join(directory.path, 'deep/er/two'),
        env: { ...epoch, TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8' },
      },
    ];
    const dumps = await Promise.all(variants.map((variant) => runBin(['--output', '-'], variant)));
    expect(dumps[0]?.stdout.length).toBeGreaterThan(500);
    expect(dumps[1]?.stdout.equals(dumps[0]?.stdout as Buffer)).toBe(true);
  });

  it('gives one JSON document with --json', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a.txt': 'abc', 'p/b.bin': Buffer.from([0, 1]) });
    const { code, stdout } = await runBin(['p', '--dest', 'out', '--json'], {
      cwd: directory.path,
      env: epoch,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString())).toMatchObject({
      command: 'single',
      path: join(directory.path, 'out/p_all_code_dump_20260101_000000.md'),
      name: 'p',
      git: null,
      files: 1,
      bytes: 3,
      skipped: [{ path: 'b.bin', skipped: 'binary', size: 2 }],
    });
  });

  it('writes nothing in a dry run', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a.txt': 'abc' });
    const { code, stdout } = await runBin(['p', '--dest', 'out', '--dry-run', '--verbose'], {
      cwd: directory.path,
    });
    expect(code).toBe(0);
    expect(stdout.toString()).toBe(
      '      3 B  a.txt\nwould dump 1 file, 3 B (not shown: 0, left out: 0, ignored: 0); nothing was written\n',
    );
    expect(readdirSync(directory.path)).toEqual(['p']);
  });

  it('counts what the options leave out, in the dump and in the summary', async () => {
    using directory = temporaryDirectory();
    const { path: cwd } = directory;
    writeTree(cwd, { 'p/a.txt': 'abc', 'p/b.bin': Buffer.from([0]), 'p/c.log': 'c' });
    const args = [
      'p',
      '--output',
      'here.md',
      '--binary',
      'skip',
      '--exclude',
      '*.log',
      '--verbose',
    ];
    const { code, stderr } = await runBin(args, { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^ {2}left out {2}2 by the options$/m);
    expect(stderr).toContain('left out: b.bin: excluded (binary)\n');
    expect(stderr).not.toContain('not shown');
    const dump = readFileSync(join(cwd, 'here.md'), 'utf8');
    expect(dump).toContain('\n| Files | 1 |\n| Left out | 2, by the options |\n');
    expect(dump).toContain('{"end":true,"files":1,"skipped":2,"leftOut":2,');
  });

  it('writes exactly the file of --output, and never twice', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a.txt': 'abc' });
    const args = ['p', '--output', 'here.md'];
    expect((await runBin(args, { cwd: directory.path })).code).toBe(0);
    expect(readdirSync(directory.path).sort()).toEqual(['here.md', 'here.sha256', 'p']);
    const again = await runBin(args, { cwd: directory.path });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('here.md');
  });

  it('names the rule that ignores everything', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { '.gitignore': '# all\n/*\n', a: 'a', b: 'b' });
    const { code, stderr } = await runBin([], { cwd: directory.path });
    expect(code).toBe(1);
    expect(stderr).toContain('.gitignore:2 "/*" ignores everything');
    expect(readdirSync(directory.path).sort()).toEqual(['.gitignore', 'a', 'b']);
  });

  it('selects by globs, size and lists', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'src/a.py': 'a',
      'src/b.js': 'b',
      'tests/c.py': 'c',
      'big.py': 'x'.repeat(2000),
    });
    const paths = async (...args: readonly string[]) => {
      const { stdout } = await runBin([...args, '--dry-run', '--json'], { cwd: directory.path });
      const { files } = JSON.parse(stdout.toString()) as { files: ReadonlyArray<{ path: string }> };
      return files.map(({ path }) => path);
    };
    expect(await paths('--files', 'src/*.py')).toEqual(['src/a.py']);
    expect(await paths('--exclude', 'tests/**', '--exclude', '*.js')).toEqual([
      'big.py',
      'src/a.py',
    ]);
    expect(await paths('--max-size', '1kB')).toEqual(['src/a.py', 'src/b.js', 'tests/c.py']);
    const listed = await runBin(['--files-from', '-', '-0', '--dry-run', '--json'], {
      cwd: directory.path,
      input: 'src/b.js\0./src/a.py\0',
    });
    expect(JSON.parse(listed.stdout.toString())).toMatchObject({
      files: [{ path: 'src/a.py' }, { path: 'src/b.js' }],
    });
  });

  it('skips binaries, embeds them, or fails because of them', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'text', b: Buffer.from([0, 255]) });
    const dump = async (...args: readonly string[]) =>
      runBin([...args, '--output', '-'], { cwd: directory.path });
    expect((await dump()).stdout.toString()).toContain('*Binary, 2 bytes');
    expect((await dump('--binary', 'embed', '--strict')).stdout.toString()).toContain('AP8=');
    const without = (await dump('--binary', 'skip')).stdout.toString();
    expect(without).not.toContain('## `b`');
    expect(without).toContain('{"path":"b","skipped":"excluded"');
    const refused = await dump('--strict');
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.stderr).toContain('b (binary)');
  });

  it.each([
    [['--dest'], '--dest needs a value'],
    [['--dest', ''], '--dest has no value'],
    [['--dest', 'a', '--dest', 'b'], '--dest is given 2 times'],
    [['--dest', 'a', '--output', 'b'], '--dest and --output'],
    [['--max-size', '10 bananas'], '--max-size "10 bananas" is not a size'],
    [['--max-size', '-1'], '--max-size'],
    [['--binary', 'maybe'], 'binary'],
    [['--toc', 'forest'], '--toc "forest" is none of list, tree'],
    [['--bogus'], 'bogus'],
    [['no/such/directory'], "Can't dump no/such/directory: there is no such directory."],
    [['a-file'], 'it is not a directory'],
    [['-0'], '--files-from'],
    [['--json', '--output', '-'], 'standard output'],
  ])('refuses %j and names what is wrong', async (args, message) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'a-file': 'x' });
    const { code, stdout, stderr } = await runBin(args, { cwd: directory.path });
    expect(code).toBe(2);
    expect(stdout.length > 0).toBe(args.includes('--json'));
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(readdirSync(directory.path)).toEqual(['a-file']);
  });

  it('refuses an invalid SOURCE_DATE_EPOCH', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'x' });
    const { code, stderr } = await runBin([], {
      cwd: directory.path,
      env: { SOURCE_DATE_EPOCH: 'now' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('SOURCE_DATE_EPOCH "now"');
  });
});
