import { execFileSync } from 'node:child_process';
import { findTool, temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findProjects } from '../../src/find-projects.js';
import { foundIn, searchIn } from '../found-in.js';

const workspace: Tree = {
  'go.work': `// use ./commented
go 1.19

use ./one // the first
use "./two words"
use (
	./nested/three
	// ./commented
	./four
	.
)

replace example.com/x => ./commented
`,
  'go.mod': 'module example.com/top\n\ngo 1.19\n',
  'one/go.mod': 'module example.com/one // its name\n',
  'two words/go.mod': 'go 1.19\nmodule "example.com/two"\n',
  'nested/three/go.mod': 'module (\n\texample.com/three\n)\n',
  'four/go.mod': 'module example.com/four\n',
  'commented/go.mod': 'module example.com/no\n',
};

describe('go', () => {
  it('takes the modules of every use', async () => {
    const { projects, warnings } = await searchIn(workspace);
    expect(projects.map(({ directory, name }) => [directory, name])).toEqual([
      ['.', 'example.com/top'],
      ['four', 'example.com/four'],
      ['nested/three', 'example.com/three'],
      ['one', 'example.com/one'],
      ['two words', 'example.com/two'],
    ]);
    expect(projects[1]?.evidence).toEqual([{ tool: 'go', file: 'go.work', rule: './four' }]);
    expect(warnings).toEqual([]);
  });

  it.skipIf(!findTool('go'))('finds what go lists (needs go)', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, workspace);
    const list = ['list', '-m', '-f', '{{.Dir}} {{.Path}}'];
    const output = execFileSync('go', list, {
      cwd: directory.path,
      env: { ...process.env, GOFLAGS: '', GOPROXY: 'off', GOWORK: '' },
    });
    const { signal } = new AbortController();
    const { projects } = await findProjects({ root: directory.path, signal });
    const ours = projects.map(({ directory: at, name }) =>
      at === '.' ? `${directory.path} ${name}` : `${directory.path}/${at} ${name}`,
    );
    expect(ours).toEqual(output.toString().trim().split('\n').sort());
  });

  it('warns of what it leaves out, with the reason', async () => {
    const { found, warnings } = await foundIn({
      'go.work': 'use (\n\t./a\n\t../out\n\t./none\n\t./broken\n)\n',
      'a/go.mod': 'module a\n',
      'broken/go.mod': 'require (\n',
    });
    expect(found).toEqual(['.', 'a', 'broken']);
    expect(warnings).toEqual([
      'go.work: ../out is outside the root. It is left out.',
      'go.work: ./none has no go.mod. It is left out.',
      'broken/go.mod:1 opens a block that is never closed. The project is named after its directory.',
    ]);
  });

  it('reads raw strings', async () => {
    const { found } = await foundIn({ 'go.work': 'use `./a b`\n', 'a b/go.mod': 'module m\n' });
    expect(found).toEqual(['.', 'a b = m']);
  });

  it('refuses an unclosed string', async () => {
    await expect(searchIn({ 'go.work': 'go 1.19\nuse "./a\n' })).rejects.toThrow(
      'go.work:2 has a " that is never closed.',
    );
  });
});
