import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packProgram, runAction } from './run-action.js';

// What is tested are scripts for bash, with the program as `pnpm build` made it.
describe.skipIf(process.platform === 'win32')('the action', () => {
  let directory = '';
  let repository = '';
  let version = '';
  const packed = realpathSync(mkdtempSync(join(tmpdir(), 'packed-')));
  let program = '';

  beforeAll(() => {
    program = packProgram(packed);
  });
  afterAll(() => rmSync(packed, { recursive: true }));
  beforeEach(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'action-')));
    repository = join(directory, 'my repository');
    mkdirSync(join(repository, 'src'), { recursive: true });
    execFileSync('git', ['init', '-q', repository]);
    writeFileSync(join(repository, 'src/a.ts'), 'export const a = 1;\n');
    writeFileSync(join(repository, 'b.md'), '# b\n');
    version = program;
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const run = (inputs: Record<string, string> = {}) =>
    runAction(repository, directory, { version, ...inputs });

  test('makes a dump, verifies it and tells where it is', () => {
    const { outputs, scripts } = run();
    expect(scripts).toMatchObject({
      Install: { status: 0 },
      Dump: { status: 0 },
      Verify: { status: 0, output: expect.stringContaining('OK (2 files') },
    });
    const path = outputs['path'] ?? '';
    expect(path).toContain(join(repository, 'dumps'));
    expect(outputs['artifact']).toBe(basename(path));
    expect(outputs['sha256']).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    expect(outputs['tree-sha256']).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(outputs['checksum-path'] ?? '', 'utf8')).toContain(outputs['sha256']);
  });

  test('passes each line of args on as one argument, whatever is in it', () => {
    const pattern = `$(touch ${directory}/injected); 'x y' "*"`;
    const { outputs } = run({ args: `--exclude\n${pattern}\n--no-toc`, root: 'src' });
    expect(readFileSync(outputs['path'] ?? '', 'utf8')).toContain(
      `"exclude":[${JSON.stringify(pattern)}]`,
    );
    expect(existsSync(join(directory, 'injected'))).toBe(false);
  });

  test('dumps what root and args choose', () => {
    const { outputs } = run({ args: '--exclude\n*.md\n' });
    const dump = readFileSync(outputs['path'] ?? '', 'utf8');
    expect(dump).toContain('src/a.ts');
    expect(dump).not.toContain('## `b.md`');
  });

  test('fails with the exit code of the program, and verifies nothing', () => {
    const { scripts } = run({ root: 'missing' });
    expect(scripts['Dump']).toMatchObject({ status: 2 });
    expect(scripts['Verify']).toBeUndefined();
  });

  describe('with a file that cannot be read', () => {
    // A program that ends as create-dump does then: root can read every file.
    beforeEach(() => {
      const standIn = join(directory, 'stand-in');
      mkdirSync(standIn);
      writeFileSync(
        join(standIn, 'package.json'),
        JSON.stringify({ name: 'create-dump', version: '0.0.0', bin: './bin.js' }),
      );
      writeFileSync(
        join(standIn, 'bin.js'),
        `#!/usr/bin/env node
        if (process.argv[2] === 'single') {
          console.log(JSON.stringify({ path: 'a.md', checksumPath: 'a.sha256', sha256: 'b', treeSha256: 'c' }));
          process.exitCode = 3;
        }`,
      );
      version = `file:${standIn}`;
    });

    test('warns, and goes on', () => {
      const { outputs, scripts } = run();
      expect(scripts['Dump']).toMatchObject({
        status: 0,
        output: expect.stringContaining('::warning'),
      });
      expect(outputs['path']).toBe('a.md');
      expect(scripts['Verify']).toMatchObject({ status: 0 });
    });

    test('fails if asked to', () => {
      const { scripts } = run({ 'fail-on-partial': 'true' });
      expect(scripts['Dump']).toMatchObject({ status: 3 });
    });
  });
});
