import { existsSync } from 'node:fs';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, describe, expect, it } from 'vitest';
import { examplesOf } from './examples.js';
import { faultsOfBlock } from './faults-of-block.js';
import { documentedTrees } from './trees.js';

const directory = temporaryDirectory(existsSync('/dev/shm') ? '/dev/shm' : undefined);
const trees = documentedTrees(directory.path);
afterAll(() => directory[Symbol.dispose]());

const bash = findTool('bash');
describe.skipIf(bash === undefined)('faultsOfBlock (skipped without bash)', () => {
  it.each([
    ['sh', 'create-dump --dest /srv/dumps > path\ngrep -q ^/ path\n'],
    ['sh', '# Write ./out/x_all_code_dump_….md and more.\ncreate-dump --dest ./out/x.md\n'],
    ['sh', '# Print it, after "mkdir made".\ncreate-dump --dest made\n'],
    ['sh', "cat <<'END'\ncreate-dump --no-such-flag\nEND\n"],
    [
      'console',
      '$ create-dump ops --dest a\n/srv/create-dump/a/ops_all_code_dump_20261122_071900.md\n',
    ],
    ['console', '$ cd ops\n$ pwd\n/srv/create-dump/ops\n'],
    ['text', '# /etc/cron.d/x\nFOO=1\n0 2 * * *  root  test "$FOO" = 1\n'],
    ['yaml', '- run: test "$FOO" = 1\n  env:\n    FOO: 1\n'],
  ])('finds none in %s %j', async (language, text) => {
    expect(await faults(language, text)).toEqual([]);
  });

  it.each([
    ['an unknown option', 'sh', 'create-dump --no-such-flag', 'failed (2)'],
    ['a file that is missing', 'sh', 'create-dump verify no.md', 'failed (1)'],
    ['a failure before the last command', 'sh', 'false\ntrue', 'false: failed (1)'],
    ['a failure in a pipe', 'sh', 'create-dump verify no.md | cat', 'failed (1)'],
    ['a failure in a cron job', 'sh', '0 2 * * *  create-dump --no-such-flag', 'failed (2)'],
    ['a command that never ends', 'sh', "cat <<'END'\nx", 'here-document'],
    ['a warning', 'sh', 'echo "create-dump: warning: x" >&2', 'warning: x'],
    ['another path', 'sh', '# Write ./b/y.md\ncreate-dump ops --dest a', 'does not print'],
    ['another text', 'sh', '# Print, for example: yes.\necho no', 'does not print yes'],
    ['other output', 'console', '$ echo no\nyes', 'the document shows'],
    ['output that is not shown', 'console', '$ echo no', 'the document shows'],
    ['an error that is not shown', 'console', '$ echo no >&2', 'the document shows'],
    ['output without a command', 'console', 'yes', 'the document shows'],
  ])('finds %s', async (_, language, text, wanted) => {
    expect((await faults(language, text)).join('\n')).toContain(wanted);
  });
});

async function faults(language: string, text: string): Promise<string[]> {
  using tree = trees.copy('clone');
  const block = { document: 'x.md', line: 1, language, text };
  return await faultsOfBlock(block, examplesOf(block), tree);
}
