import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RunGit } from './create-git.js';
import type { Choices } from './random-choices.js';
import { contents, names } from './repository-pools.js';

/** What changes are made with. */
export interface ChangeTools {
  /** The top of the work tree. */
  readonly root: string;
  /** A directory beside it, for copies. */
  readonly directory: string;
  readonly choices: Choices;
  readonly run: RunGit;
  readonly git: (...args: string[]) => boolean;
  readonly write: (file: string, content: string) => void;
  /** Does something that may fail. */
  readonly attempt: (name: string, action: () => void) => void;
  readonly steps: string[];
  readonly configure: () => void;
  readonly rules: () => void;
}

/** The changes that are made to a repository: to its work tree, index, refs and settings, and in its submodule `s`. */
export function createChanges(tools: ChangeTools) {
  const { root, directory, choices, run, git, write, attempt, steps, configure, rules } = tools;
  const tracked = () =>
    (run(root, ['ls-files', '-z'])?.toString() ?? '').split('\0').filter((path) => path !== '');
  const someFile = () => choices.pick([...tracked(), choices.pick(names)]);
  const change = (path: string, name: string, action: (full: string) => void) =>
    attempt(`${name} ${path}`, () => action(join(root, path)));
  const changes: ReadonlyArray<() => void> = [
    () => write(someFile(), choices.pick(contents)),
    () => write(someFile(), choices.pick(contents)),
    () => change(someFile(), 'touch', (full) => utimesSync(full, 1e9, 1e9)),
    () => change(someFile(), 'rewrite', (full) => writeFileSync(full, readFileSync(full))),
    () => change(someFile(), 'to CRLF', (full) => writeFileSync(full, readFileSync(full, 'latin1').replaceAll('\n', '\r\n'), 'latin1')), // oxfmt-ignore
    () => change(someFile(), 'to LF', (full) => writeFileSync(full, readFileSync(full, 'latin1').replaceAll('\r', ''), 'latin1')), // oxfmt-ignore
    () => change(someFile(), 'remove', (full) => rmSync(full, { recursive: true })),
    () => change(someFile(), 'chmod +x', (full) => chmodSync(full, 0o755)),
    () => change(someFile(), 'chmod -x', (full) => chmodSync(full, 0o644)),
    () => change(someFile(), 'to link', (full) => { rmSync(full); symlinkSync('a.txt', full); }), // oxfmt-ignore
    () => change(someFile(), 'link to file', (full) => { const text = readFileSync(full); rmSync(full); writeFileSync(full, text); }), // oxfmt-ignore
    () => change(someFile(), 'to directory', (full) => { rmSync(full); mkdirSync(full); writeFileSync(join(full, 'in'), ''); }), // oxfmt-ignore
    () => change('d', 'to linked directory', (full) => { renameSync(full, `${full}-moved`); symlinkSync('d-moved', full); }), // oxfmt-ignore
    () => change('d', 'to linked copy', (full) => { cpSync(full, join(directory, 'copy'), { recursive: true, preserveTimestamps: true }); rmSync(full, { recursive: true }); symlinkSync('../copy', full); }), // oxfmt-ignore
    () =>
      change('.', 'move aside', () =>
        renameSync(join(root, someFile()), join(root, choices.pick(names))),
      ),
    () => git('mv', '-f', someFile(), choices.pick(names)),
    () => git('add', '-f', '.'),
    () => git('add', '-f', someFile()),
    () => git('add', '-f', someFile()),
    () => git('add', '-N', '-f', someFile()),
    () => git('rm', '-q', '--cached', '-r', someFile()),
    () => git('update-index', '--assume-unchanged', someFile()),
    () => git('update-index', '--skip-worktree', someFile()),
    () => git('update-index', choices.pick(['--chmod=+x', '--chmod=-x']), someFile()),
    () => git('update-index', '--refresh'),
    () => git('update-index', '--index-version', choices.pick(['2', '3', '4'])),
    () => git('update-index', '--split-index'),
    () => git('checkout', '-q', '--detach'),
    () => git('checkout', '-q', '-f', '-B', 'other'),
    () => git('checkout', '-q', '--', someFile()),
    () => git('reset', '-q', choices.pick(['--hard', '--mixed', '--soft']), 'HEAD'),
    () => git('stash', '-q'),
    () => git('commit', '-q', '-a', '-m', 'more'),
    () => { git('checkout', '-q', '-b', 'b'); write('a.txt', 'theirs\n'); git('commit', '-q', '-a', '-m', 't'); git('checkout', '-q', '-'); write('a.txt', 'ours\n'); git('commit', '-q', '-a', '-m', 'o'); git('merge', '-q', 'b'); }, // oxfmt-ignore
    () => { change('.git/index', 'remove', (full) => rmSync(full)); git('reset', '-q'); }, // oxfmt-ignore
    () => git('gc', '-q'),
    () => git('pack-refs', '--all'),
    () => git('sparse-checkout', choices.pick(['disable', 'reapply'])),
    configure,
    configure,
    rules,
    rules,
  ];
  const inSubmodule: ReadonlyArray<() => void> = [
    () => write('s/x', choices.pick(['x\n', 'y\n', 'longer\n'])),
    () => write('s/untracked', ''),
    () => change('s/x', 'remove', (full) => rmSync(full)),
    () => { write('s/new', 'n'); run(join(root, 's'), ['add', 'new']); steps.push('add in s'); }, // oxfmt-ignore
    () => { run(join(root, 's'), ['commit', '-q', '--allow-empty', '-m', 'y']); steps.push('commit in s'); }, // oxfmt-ignore
    () => git('add', 's'),
    () => change('s', 'empty', (full) => { rmSync(full, { recursive: true }); mkdirSync(full); }), // oxfmt-ignore
    () => change('s', 'remove', (full) => rmSync(full, { recursive: true })),
    () => git('config', 'submodule.s.ignore', choices.pick(['all', 'dirty', 'untracked', 'none'])),
    () => change('s', 'chmod x', (full) => chmodSync(join(full, 'x'), 0o755)),
  ];
  return { changes, inSubmodule };
}
