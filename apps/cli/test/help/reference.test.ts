import { manualPage, referencePage } from '@create-dump/command-line';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findTool } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { program } from '../../src/program.js';

const manual = fileURLToPath(new URL('../../man/create-dump.1', import.meta.url));
const page = fileURLToPath(new URL('../../../../docs/cli.md', import.meta.url));
const advice =
  'is not what the commands say any more: run "pnpm docs:cli" and commit what it wrote';

describe('what is made from the commands', () => {
  it('docs/cli.md is current', async () => {
    await expect(referencePage(program), `docs/cli.md ${advice}`).toMatchFileSnapshot(page);
  });

  it('the manual is current', async () => {
    const text = manualPage(program);
    await expect(text, `apps/cli/man/create-dump.1 ${advice}`).toMatchFileSnapshot(manual);
  });
});

describe('the manual', () => {
  const judges = [
    { name: 'man', options: ['--warnings', '-l'] },
    { name: 'groff', options: ['-man', '-ww', '-b', '-z'] },
    { name: 'mandoc', options: ['-T', 'lint', '-W', 'warning'] },
  ];
  for (const { name, options } of judges) {
    const tool = findTool(name);
    it.skipIf(tool === undefined)(`is accepted by ${name} (skipped without ${name})`, () => {
      const { stdout, stderr, status } = spawnSync(tool ?? '', [...options, manual], {
        encoding: 'utf8',
        env: { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
      });
      // It has no date, so that it is the same whenever it is made.
      const lint = stdout.replace(/.*missing date.*\n/u, '');
      const complaints = name === 'mandoc' ? lint : stderr;
      expect(complaints).toBe('');
      expect(status === 0 || name === 'mandoc').toBe(true);
    });
  }
});
