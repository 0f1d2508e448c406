import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const [program, ...words] = [
  'setpriv',
  '--reuid=54321',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  'env',
  '-u',
  'HOME',
] as const;
const canBeAnother = spawnSync(program, [...words, 'true']).status === 0;

describe('a user without a home', () => {
  it.skipIf(!canBeAnother)(
    "gets a dump even if the user database doesn't know them (skipped without a privileged setpriv)",
    async () => {
      using directory = temporaryDirectory();
      const { path } = directory;
      writeFileSync(join(path, 'a.txt'), 'a\n');
      const result = await runBin(['--dest', path], { cwd: path, wrapper: [program, ...words] });
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(readdirSync(path)).toHaveLength(3);
    },
  );
});
