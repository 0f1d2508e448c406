import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const epoch = { SOURCE_DATE_EPOCH: '1767225600' };
const line = 'const text = "`some` content, ~enough~ of it to be worth a thread";\n';

/** 24 MB in 400 files, one of them large enough to be read in pieces, with every kind of content. */
function writeLargeTree(root: string): void {
  for (let directory = 0; directory < 20; directory++) {
    mkdirSync(join(root, `d${directory}`), { recursive: true });
    for (let file = 0; file < 20; file++) {
      const repeated = line.repeat(700 + ((directory * 7 + file * 13) % 500));
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

describe('--workers', { timeout: 30_000 }, () => {
  const directory = temporaryDirectory();
  const root = join(directory.path, 'tree');
  beforeAll(() => writeLargeTree(root));
  afterAll(() => directory[Symbol.dispose]());

  it('changes nothing in the dump, however many there are', async () => {
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
    expect(inline?.length).toBeGreaterThan(24e6);
    for (const dump of threaded) expect(dump.equals(inline ?? Buffer.alloc(0))).toBe(true);
  });

  it.each([
    ['ends', 'process.exit(7)', 'exit code 7'],
    ['throws', 'throw new Error("a cosmic ray")', 'a cosmic ray'],
    ['runs out of memory', 'const all = []; for (;;) all.push(new Array(1000).fill({}))', 'memory'],
  ])('a thread that %s fails the run and leaves nothing', async (_, statement, reason) => {
    // The program as it is built, but for its thread: that works for a while, then does as it is told.
    const program = join(directory.path, `program-${reason.replaceAll(' ', '-')}`);
    cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), join(program, 'dist'), {
      recursive: true,
    });
    cpSync(
      fileURLToPath(new URL('../../package.json', import.meta.url)),
      join(program, 'package.json'),
    );
    const script = join(program, 'dist/render-worker.js');
    writeFileSync(
      script,
      `${readFileSync(script, 'utf8')}
      import { parentPort as port } from 'node:worker_threads';
      let buffers = 0;
      port.on('message', ({ type }) => { if (type === 'buffer' && ++buffers === 3) { ${statement} } });`,
    );
    const out = join(directory.path, 'out');
    mkdirSync(out, { recursive: true });
    const { code, stdout, stderr } = await runBin([root, '--dest', out, '--workers', '2'], {
      cwd: directory.path,
      bin: join(program, 'dist/bin.js'),
    });
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('A render thread ended before its work was done');
    expect(stderr).toContain(reason);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(out)).toEqual([]);
  });

  it.each(['-1', '1.5', 'two', '', '1e3', '257'])('refuses %j', async (workers) => {
    const { code, stderr } = await runBin([root, `--workers=${workers}`], { cwd: directory.path });
    expect(code).toBe(2);
    expect(stderr).toContain('--workers');
  });
});
