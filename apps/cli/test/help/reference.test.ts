import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findTool } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';
import { manualPage } from '../../src/help/manual-page.js';
import { referencePage } from '../../src/help/reference-page.js';

const definitions = commands.map(({ definition }) => definition);
const manual = fileURLToPath(new URL('../../man/create-dump.1', import.meta.url));
const page = fileURLToPath(new URL('../../../../docs/cli.md', import.meta.url));
const advice =
  'is not what the commands say any more: run "pnpm docs:cli" and commit what it wrote';

describe('what is made from the commands', () => {
  it('docs/cli.md is current', async () => {
    await expect(referencePage(definitions), `docs/cli.md ${advice}`).toMatchFileSnapshot(page);
  });

  it('the manual is current', async () => {
    const text = manualPage(definitions);
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
