import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitAll, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const env = { SOURCE_DATE_EPOCH: '1767225600' };

/** A project with a commit. */
function project() {
  const directory = temporaryDirectory();
  writeTree(directory.path, { 'p/src/a.py': 'a = 1\n', 'p/src/b.js': 'b\n', 'p/c.py': 'c = 1\n' });
  const path = join(directory.path, 'p');
  commitAll(path);
  const run = (...args: readonly string[]) => runBin(args, { cwd: path, env });
  return { path, run, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

describe('the announced lines of single', () => {
  it('single --dest ./dumps/my-snapshot.md', async () => {
    using p = project();
    const { code, stdout } = await p.run('single', '--dest', './dumps/my-snapshot.md');
    const name = 'my-snapshot_all_code_dump_20260101_000000';
    expect({ code, stdout: stdout.toString() }).toEqual({
      code: 0,
      stdout: `${join(p.path, 'dumps', name)}.md\n`,
    });
    expect(readdirSync(join(p.path, 'dumps')).sort()).toEqual([`${name}.md`, `${name}.sha256`]);
  });

  it('single --files "src/*.py" --no-toc --progress', async () => {
    using p = project();
    const { code, stdout } = await p.run('single', '--files', 'src/*.py', '--no-toc', '--progress');
    expect(code).toBe(0);
    const dump = readFileSync(stdout.toString().trimEnd(), 'utf8');
    expect(dump.match(/^## .*/gmu)).toEqual(['## `src/a.py`', '## Manifest']);
  });

  it('single --dest ./output.md --git-meta --include-current', async () => {
    using p = project();
    const line = 'single --dest ./output.md --git-meta --include-current';
    const { code } = await p.run(...line.split(' '));
    expect(code).toBe(0);
    const name = 'output_all_code_dump_20260101_000000.md';
    expect(readFileSync(join(p.path, name), 'utf8')).toMatch(
      /^\| Git +\| `\w+` @ `[0-9a-f]{40}`/mu,
    );
    const archives = readdirSync(join(p.path, 'archives'));
    expect(archives).toContain('output_20260101_000000.zip');
  });

  it('single --dry-run --verbose', async () => {
    using p = project();
    const { code, stdout } = await p.run('single', '--dry-run', '--verbose');
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/ c\.py\n.* src\/a\.py\n.* src\/b\.js\n/u);
    expect(stdout.toString()).toContain('nothing was written');
    expect(readdirSync(p.path).sort()).toEqual(['.git', 'c.py', 'src']);
  });
});

describe('single --timeout', () => {
  it('stops the run, names the limit and leaves nothing', async () => {
    using p = project();
    writeTree(p.path, Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`d/${n}`, 'x'])));
    const { code, stdout, stderr } = await p.run('--timeout', '1ms', '--dest', 'out');
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The run took longer than 0.001 s');
    expect(stderr).toContain('--timeout');
    const out = join(p.path, 'out');
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
  });

  it('does not stop a run that is fast enough', async () => {
    using p = project();
    expect(await p.run('--timeout', '5m')).toMatchObject({ code: 0 });
  });

  it.each(['0s', '5', 'soon', '30d'])('refuses %s', async (text) => {
    using p = project();
    const { code, stderr } = await p.run('--timeout', text);
    expect(code).toBe(2);
    expect(stderr).toContain(`--timeout "${text}" is not a duration. Write 500ms, 90s`);
  });
});
