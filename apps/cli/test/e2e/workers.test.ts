import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const epoch = { SOURCE_DATE_EPOCH: '1767225600' };
const line = 'const text = "`some` content, ~enough~ of it to be worth a thread";\n';

/** 74 MB in 404 files, one of them large enough to be read in pieces, with every kind of content. */
function writeLargeTree(root: string): void {
  for (let directory = 0; directory < 20; directory++) {
    mkdirSync(join(root, `d${directory}`), { recursive: true });
    for (let file = 0; file < 20; file++) {
      const repeated = line.repeat(2500 + ((directory * 7 + file * 13) % 500));
      writeFileSync(
        join(root, `d${directory}`, `f${file}.ts`),
        `// ${directory} ${file}\n${repeated}`,
      );
    }
  }
  writeFileSync(join(root, 'd3/large.txt'), line.repeat(90_000));
  writeFileSync(join(root, 'd5/latin1.txt'), Buffer.from('caf\xe9\r\n', 'latin1'));
  writeFileSync(join(root, 'd7/binary'), Buffer.alloc(5000));
  writeFileSync(join(root, 'd9/empty'), '');
}

/**
 * A copy of the program as it is built, but for a thread of it: that obeys `statement` when it was told something three
 * times. Returns its path.
 */
function sabotage(program: string, thread: string, statement: string): string {
  const built = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  cpSync(built('dist'), join(program, 'dist'), { recursive: true });
  cpSync(built('package.json'), join(program, 'package.json'));
  const script = join(program, 'dist', thread);
  writeFileSync(
    script,
    `${readFileSync(script, 'utf8')}
    let messages = 0;
    require('node:worker_threads').parentPort.on('message', () => { if (++messages === 3) { ${statement} } });`,
  );
  return join(program, 'dist/bin.js');
}

describe('--workers', () => {
  const directory = temporaryDirectory();
  const root = join(directory.path, 'tree');
  beforeAll(() => writeLargeTree(root));
  afterAll(() => directory[Symbol.dispose]());

  it('does not change the dump', async () => {
    const dumps = [];
    for (const workers of ['0', '1', '2', '16']) {
      const { code, stdout } = await runBin(['--output', '-', '--workers', workers], {
        cwd: root,
        env: epoch,
      });
      expect(code).toBe(0);
      dumps.push(stdout);
    }
    const [inline, ...threaded] = dumps;
    expect(inline?.length).toBeGreaterThan(70e6);
    for (const dump of threaded) expect(dump.equals(inline ?? Buffer.alloc(0))).toBe(true);
  });

  it.each([
    ['ends', 'process.exit(7)', 'ended before its work was done (exit code 7)'],
    ['throws', 'throw new Error("a cosmic ray")', 'ended before its work was done (a cosmic ray)'],
    [
      'runs out of memory',
      'const all = []; for (;;) all.push(new Array(1000).fill({}))',
      'needed more memory than --limit-memory 134217728 allows',
    ],
  ])('a thread that %s fails the run and leaves nothing', async (what, statement, reason) => {
    const bin = sabotage(join(directory.path, `render-${what}`), 'render-worker.js', statement);
    const out = join(directory.path, 'out');
    mkdirSync(out, { recursive: true });
    const { code, stdout, stderr } = await runBin([root, '--dest', out, '--workers', '2'], {
      cwd: directory.path,
      bin,
    });
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`A render thread ${reason}`);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(out)).toEqual([]);
  });

  describe('of verify and restore', () => {
    const dump = join(directory.path, 'dumps/d_all_code_dump_20260101_000000.md');
    beforeAll(async () => {
      const dest = join(directory.path, 'dumps/d.md');
      await runBin([root, '--dest', dest, '--binary', 'embed'], {
        cwd: root,
        env: epoch,
      });
    });

    it.each(['0', '1', '2', '16'])('verify and restore with %s', async (workers) => {
      const verified = await runBin(['verify', dump, '--workers', workers], { cwd: root });
      expect(verified.stdout.toString()).toContain('OK (404 files');
      const target = join(directory.path, `restored-${workers}`);
      const { code } = await runBin(['restore', dump, '--to', target, '--workers', workers], {
        cwd: root,
      });
      expect(code).toBe(0);
      expect(readTree(target)).toEqual(readTree(root));
    });

    it('a thread that ends early fails the run, which leaves nothing', async () => {
      const bin = sabotage(join(directory.path, 'read'), 'reader-worker.js', 'process.exit(7)');
      const target = join(directory.path, 'not-restored');
      for (const args of [
        ['verify', dump],
        ['restore', dump, '--to', target],
      ]) {
        const { code, stdout, stderr } = await runBin([...args, '--workers', '2'], {
          cwd: root,
          bin,
        });
        expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: '' });
        expect(stderr).toContain('thread');
        expect(stderr).not.toMatch(/\n {4}at /);
      }
      expect(existsSync(target)).toBe(false);
    });
  });

  it.each(['-1', '1.5', 'two', '', '1e3', '65'])('refuses %j', async (workers) => {
    const { code, stderr } = await runBin([root, `--workers=${workers}`], { cwd: directory.path });
    expect(code).toBe(2);
    expect(stderr).toContain('--workers');
  });
});
