import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const canBeAnother = process.getuid?.() === 0 && findTool('setpriv') !== undefined;

describe('a user without a home', () => {
  it.skipIf(!canBeAnother)(
    'gets a dump if the system has never heard of them (needs root, setpriv and env)',
    async () => {
      using directory = temporaryDirectory();
      const { path } = directory;
      writeFileSync(join(path, 'a.txt'), 'a\n');
      const wrapper = [
        'setpriv',
        '--reuid=54321',
        '--inh-caps=+dac_override',
        '--ambient-caps=+dac_override',
        'env',
        '-u',
        'HOME',
      ];
      const result = await runBin(['--dest', path], { cwd: path, wrapper });
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(readdirSync(path)).toHaveLength(3);
    },
  );
});
