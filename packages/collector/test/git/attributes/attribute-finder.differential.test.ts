import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodePath } from '@create-dump/core';
import {
  findTool,
  git,
  gitEnvironment,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAttributeFinder } from '../../../src/git/attributes/attribute-finder.js';
import type { AttributeValue } from '../../../src/git/attributes/parse-attribute-file.js';
import { readIndex } from '../../../src/git/index-file/read-index.js';
import { createObjectStore } from '../../../src/git/objects/object-store.js';
import { openRepository } from '../../../src/git/repository/open-repository.js';

const runs = Number(process.env['COLLECTOR_ATTRIBUTES'] ?? 60);

const names = ['text', 'crlf', 'eol', 'filter', 'ident', 'm', 'n', 'binary', 'diff'];
const paths = ['a.txt', 'A.TXT', 'b c', 'd/a.txt', 'd/e/x.c', 'd/É', '!x', '#y', 'q"r', 'D/x', '[attr]']; // oxfmt-ignore

const pattern = fc.oneof(
  fc.constantFrom(
    ...paths,
    ...paths.map((path) => `/${path}`),
    ...paths.map((path) => path.split('/').at(-1) ?? ''),
  ),
  fc.constantFrom(
    '*',
    '*.txt',
    '*.TXT',
    'd/',
    'd/*',
    'd/**',
    '**/x.c',
    '?.txt',
    '[ab].txt',
    '"a.txt"',
    '"b c"',
    '"b\\040c"',
    '"q\\"r"',
    '"bad',
    '!a.txt',
    '\\!x',
    '\\#y',
    'e/x.c',
    '[attr]m',
    '[attr]n',
    '[attr]binary',
    '[attr]text',
    '[attr]-x',
    '"d/\\303\\211"',
    '"[attr]m"',
  ),
);
const state = fc
  .tuple(
    fc.constantFrom('', '', '-', '!'),
    fc.constantFrom(...names),
    fc.constantFrom('', '', '', '=auto', '=lf', '=', '=a=b'),
  )
  .map((parts) => parts.join(''));
const line = fc
  .tuple(
    fc.constantFrom('', '', '', ' ', '\t', '#'),
    pattern,
    fc.constantFrom(' ', ' ', '\t', '  '),
    fc.array(
      fc.oneof(
        { weight: 20, arbitrary: state },
        { weight: 1, arbitrary: fc.constantFrom('te!xt', '--x', '=y', '-', '\r') },
      ),
      { maxLength: 4 },
    ),
    fc.constantFrom('\n', '\n', '\r\n', '\n\n'),
  )
  .map(([indent, one, gap, states, end]) => indent + one + gap + states.join(' ') + end);
const file = fc
  .tuple(
    fc.constantFrom('', '', '', '\uFEFF'),
    fc.array(line, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '', `*.txt ${' '.repeat(2050)}text\n`),
  )
  .map(([mark, lines, long]) => mark + lines.join('') + long);
const places = [
  '.gitattributes',
  'd/.gitattributes',
  'd/e/.gitattributes',
  '.git/info/attributes',
  '.git/global',
];

test.skipIf(findTool('git') === undefined)(
  `finds the attributes that git check-attr finds, for ${runs} random sets of attribute files (needs git)`,
  { timeout: 600_000 },
  () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, { 'd/e/x.c': '' });
    git(root, 'init', '-q', '--template=');
    git(root, 'config', 'core.attributesFile', '.git/global');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), file), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (files, ignoreCase, isStaged) => {
          for (const place of places) rmSync(join(root, place), { force: true });
          rmSync(join(root, '.git/index'), { force: true });
          writeTree(root, Object.fromEntries(files));
          git(root, 'config', 'core.ignorecase', String(ignoreCase));
          if (isStaged) {
            // Then the index alone has it.
            git(root, 'add', 'd');
            rmSync(join(root, 'd/.gitattributes'), { force: true });
          }
          expect(ours(root)).toEqual(checkAttr(root));
        },
      ),
      { numRuns: runs },
    );
  },
);

function ours(root: string): string[] {
  const repository = openRepository(root, {});
  if (repository === undefined) throw new Error('no repository');
  const store = createObjectStore(repository);
  const index = readIndex(repository.gitDirectory, repository.objectFormat);
  const find = createAttributeFinder({ repository, workTree: root, index, store, userFiles: {} });
  return paths.flatMap((path) => {
    const [found] = find(path);
    return names.map((name) => `${path} ${name} ${show(found.get(name))}`);
  });
}

function show(value: AttributeValue | undefined): string {
  if (value === undefined || value === null) return 'unspecified';
  return typeof value === 'string' ? value : value ? 'set' : 'unset';
}

function checkAttr(root: string): string[] {
  const output = execFileSync('git', ['check-attr', '-z', '--stdin', ...names], {
    cwd: root,
    env: gitEnvironment(),
    input: paths.map((path) => `${path}\0`).join(''),
    stdio: 'pipe',
  });
  const fields = decodePath(output).split('\0');
  return Array.from({ length: Math.floor(fields.length / 3) }, (_, at) =>
    fields.slice(at * 3, at * 3 + 3).join(' '),
  );
}
