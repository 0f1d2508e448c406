import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  git,
  gitEnvironment,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import type { CodeBlock } from './code-blocks.js';
import { repository } from './documents.js';

export type TreeName = 'project' | 'hundred-files' | 'clone';

/** The tree of which a block speaks. */
export function treeOf({ document, language, text }: CodeBlock): TreeName {
  if (['README.md', 'docs/index.md'].includes(document) && language === 'console')
    return 'hundred-files';
  return /(?:^|\s)(?:ops|tooling)\//.test(text) || document.startsWith('ops/')
    ? 'clone'
    : 'project';
}

/** A machine in a directory: bin/ with the program, the home of a user, /srv, /var and /etc. Commands run in `cwd`, relative to it. */
export interface DocumentedTree {
  readonly path: string;
  readonly cwd: string;
}

/** A text in which absolute paths of the machine are those of directories in the tree. */
export function inTree(text: string, { path }: DocumentedTree): string {
  return text.replaceAll(/(?<![\w.~/-])\/(?=(?:srv|var|etc|home)\/)/g, `${path}/`);
}

const builtBin = fileURLToPath(new URL('../../../dist/bin.js', import.meta.url));
const project = 'home/me/my-project';

/** Makes each kind of tree once, below `directory`, and hands out copies. */
export function documentedTrees(directory: string) {
  const made = new Map<TreeName, DocumentedTree>();
  const make = (name: TreeName): DocumentedTree => {
    const tree = made.get(name) ?? makeTree(name, join(directory, name));
    made.set(name, tree);
    return tree;
  };
  return {
    make,
    copy(name: TreeName): DocumentedTree & Disposable {
      const { path, cwd } = make(name);
      const copy = temporaryDirectory(directory);
      execFileSync('cp', ['-a', `${path}/.`, copy.path]);
      return { path: copy.path, cwd, [Symbol.dispose]: () => copy[Symbol.dispose]() };
    },
  };
}

function makeTree(name: TreeName, path: string): DocumentedTree {
  for (const folder of machine) mkdirSync(join(path, folder), { recursive: true });
  writeTree(join(path, 'srv/app'), { 'main.py': 'print(1)\n' });
  for (const monorepo of ['srv/mono', 'srv/monorepo']) writeTree(join(path, monorepo), workspace);
  symlinkSync(builtBin, join(path, 'bin/create-dump'));
  writeTree(path, { 'bin/crontab': { content: crontab, executable: true } });
  return { path, cwd: makers[name](path) };
}

/** Directories that exist on the machines that the documents speak of. */
const machine = [
  'bin',
  project,
  'etc/cron.d',
  'etc/prometheus',
  'etc/systemd/system',
  'srv/dumps',
  'var/backups/app',
  'var/backups/code',
  'var/lib/node_exporter/textfile',
  'var/lib/prometheus/node-exporter',
];

const makers: Readonly<Record<TreeName, (path: string) => string>> = {
  project: makeProject,
  'hundred-files': makeHundredFiles,
  clone: makeClone,
};

/**
 * The project of nearly all documents: a git repository and monorepo with a tag, a remote branch that is behind, ignored files,
 * dumps of an older state under the names that the documents use, and snapshots of a week.
 */
function makeProject(path: string): string {
  const root = join(path, project);
  writeTree(join(path, 'bin'), { 'clock.cjs': clock });
  writeTree(join(root, 'monorepo'), workspace);
  writeTree(root, { ...workspace, ...sources });
  git(root, 'init', '-q', '-b', 'main', '--template=');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'first');
  git(root, 'tag', 'v1.0');
  git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  execFileSync('bash', ['-e', '-c', olderSnapshots], {
    cwd: root,
    env: {
      ...gitEnvironment(),
      CLOCK: join(path, 'bin/clock.cjs'),
      PATH: `${join(path, 'bin')}:${process.env['PATH'] ?? ''}`,
    },
    stdio: 'pipe',
  });
  return project;
}

const workspace: Tree = {
  'package.json': '{ "name": "my-project", "private": true }\n',
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/api/package.json': '{ "name": "@mono/api" }\n',
  'packages/api/src/index.ts': 'export const api = 1;\n',
  'packages/api/tests/index.test.ts': 'test();\n',
  'packages/web/package.json': '{ "name": "@mono/web" }\n',
  'packages/web/src/index.ts': 'export const web = 1;\n',
  'packages/web/tests/index.test.ts': 'test();\n',
};

const sources: Tree = {
  '.gitignore': '*.log\ndist/\n',
  'README.md': '# My project\n',
  'db/schema.sql': 'create table answers (answer int);\n',
  'dist/index.js': 'const answer = 42;\n',
  'logo.png': Uint8Array.from({ length: 3200 }, (_, at) => (at * 7) % 256),
  'services/api/create-dump.toml': '[profiles.nightly]\nstrict = true\n',
  'services/api/main.py': 'print("api")\n',
  'src/app.min.js': 'x()\n',
  'src/index.ts': 'export const answer = 42;\n',
  'src/main.py': 'print(42)\n',
  'src/ui.snap': 'snapshot\n',
  'tests/fixtures/answer.json': '42\n',
  'tests/main.test.py': 'assert True\n',
};

/** A clock that stands still, so that names don't depend on how long a start takes. With SOURCE_DATE_EPOCH, dumps would not record which tree they are of. */
const clock = `
const at = Date.parse(process.env.NOW);
Date.now = () => at;
globalThis.Date = class extends Date {
  constructor(...words) {
    super(...(words.length === 0 ? [Date.now()] : words));
  }
};
`;

const olderSnapshots = `
at() { NODE_OPTIONS="--require=$CLOCK" NOW="2026-11-$1T01:00:00Z" "\${@:2}"; }
create-dump --output snapshot.md --binary embed
cp snapshot.md old.md
cp snapshot.md x.md
head -c $(($(wc -c < snapshot.md) * 6 / 10)) snapshot.md > cut-off.md
for day in 01 02 03 04 05 06 07; do
  at $day create-dump --dest dumps
done
for day in 01 02; do
  at $day create-dump
  at $day create-dump batch monorepo --dest monorepo
done
at 20 create-dump --dest app.md --binary embed --archive --include-current --clean-root
mv archives/app_20261120_010000.zip archives/app_20261122_071900.zip
echo 'export const answer = 43;' > src/index.ts
echo 'export const api = 2;' > packages/api/src/index.ts
git commit -q -a -m second
create-dump --output new.md --binary embed
`;

/** Keeps what it is given in the home of the user, and starts nothing. */
const crontab = `#!/bin/sh
case $1 in
  -l) cat ~/crontab ;;
  -) cat > ~/crontab.new && mv ~/crontab.new ~/crontab ;;
  *) exit 2 ;;
esac
`;

/** The project of the README and of the start page: 128 files with 456.8 kB. */
function makeHundredFiles(path: string): string {
  const files = Array.from({ length: 128 }, (_, at) => [
    `src/${at}.ts`,
    `// ${at}\n`.padEnd(at === 0 ? 97 : 3596, '.'),
  ]);
  writeTree(join(path, project), Object.fromEntries(files));
  return project;
}

/** What commands for contributors and administrators need of a clone of this repository. */
function makeClone(path: string): string {
  for (const part of ['LICENSE', 'ops', 'tooling/package-template', 'packages/core/package.json'])
    cpSync(join(repository, part), join(path, 'srv/create-dump', part), { recursive: true });
  return 'srv/create-dump';
}
