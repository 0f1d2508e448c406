import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunGit } from './create-git.js';
import type { Choices } from './random-choices.js';
import { createChanges } from './repository-changes.js';
import { attributes, contents, ignores, names, places, settings } from './repository-pools.js';

export interface RepositoryState {
  /** The top of a work tree. */
  readonly root: string;
  /** What was done, as commands; for messages. */
  readonly steps: readonly string[];
}

/**
 * Builds a repository in a random state below `directory`, whose `home` becomes the user's home directory: configuration
 * with includes, attributes, line ends, modes, links, submodules, worktrees, sparse checkouts, and changes of all kinds.
 * @param formats Arguments of `git init` to choose from.
 */
export function buildRepositoryState(
  directory: string,
  choices: Choices,
  run: RunGit,
  formats: readonly (readonly string[])[],
): RepositoryState {
  const steps: string[] = [];
  let root = join(directory, 'r');
  const home = join(directory, 'home');
  mkdirSync(home);
  mkdirSync(root);
  const git = (...args: string[]) => {
    const isDone = run(root, [...args]) !== undefined;
    steps.push(`git ${args.join(' ')}${isDone ? '' : ' # fails'}`);
    return isDone;
  };
  const attempt = (name: string, action: () => void) => {
    try {
      action();
      steps.push(name);
    } catch (error) {
      steps.push(`${name} # ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    }
  };
  const write = (file: string, content: string) => {
    attempt(`write ${file} ${JSON.stringify(content)}`, () => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), content);
    });
  };
  const lines = (from: readonly string[]) =>
    `${choices.some(from, 4).join(choices.chance(10) ? '\r\n' : '\n')}\n`;
  const configure = () => {
    const [key, values] = choices.pick(settings);
    const { file, by } = choices.pick(places);
    const set = (name: string, option: string, value: string) => {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      git('config', '-f', name, option, value);
    };
    set(file, key, choices.pick(values));
    if (by !== undefined) set(by[0], by[1] === 'include' ? 'include.path' : by[1], by[2]);
  };
  const rules = () => {
    if (choices.chance(40)) write(choices.pick(['.gitattributes', '.gitattributes', 'd/.gitattributes', '../r/.git/info/attributes', '../home/at', '../home/.config/git/attributes']), lines(attributes)); // oxfmt-ignore
    if (choices.chance(40)) write(choices.pick(['.gitignore', '.gitignore', 'd/.gitignore', '../r/.git/info/exclude', '../home/ex', '../home/.config/git/ignore']), lines(ignores)); // oxfmt-ignore
  };

  const format = choices.pick(formats);
  git('init', '-q', '-b', 'main', '--template=', ...format);
  mkdirSync(join(root, '.git/info'), { recursive: true });
  for (let left = choices.number(3); left > 0; left--) configure();
  rules();
  const written = ['a.txt', ...choices.some(names, 10)];
  for (const name of written) write(name, choices.pick(contents));
  if (choices.chance(20)) attempt('link l', () => symlinkSync('a.txt', join(root, 'l')));
  if (choices.chance(20)) attempt('chmod run', () => chmodSync(join(root, 'run'), 0o755));
  if (choices.chance(20))
    git('remote', 'add', 'origin', choices.pick(['https://e/x/y', 'git@e:x']));
  git('add', '-f', choices.chance(70) ? '.' : choices.pick(written));
  const addSubmodule = () => {
    const source = join(directory, 'source');
    mkdirSync(source);
    run(source, ['init', '-q', '-b', 'main', ...format]);
    writeFileSync(join(source, 'x'), 'x\n');
    run(source, ['add', 'x']);
    run(source, ['commit', '-q', '-m', 'x']);
    git('submodule', '--quiet', 'add', '-f', '../source', 's');
    if (choices.chance(20)) git('config', '-f', '.gitmodules', 'submodule.s.ignore', choices.pick(['all', 'dirty', 'none', 'odd'])); // oxfmt-ignore
    git('add', '-f', '.gitmodules');
  };
  if (choices.chance(15)) addSubmodule();
  if (choices.chance(97)) git('commit', '-q', '--allow-empty', '-m', 'one');
  if (choices.chance(20)) {
    write(choices.pick(names), choices.pick(contents));
    git('add', '-f', '.');
    git('commit', '-q', '--allow-empty', '-m', 'two');
  }
  if (choices.chance(12)) {
    git('worktree', 'add', '-q', '-f', '-b', 'side', '../side');
    if (existsSync(join(directory, 'side/.git'))) root = join(directory, 'side');
  }
  if (choices.chance(20)) {
    const patterns = choices.pick([['--no-cone', '/d/'], ['--no-cone', '*.txt'], ['--cone', 'd'], ['--no-cone', '/*', '!/d/'], ['--cone', '--sparse-index', 'd/e']]); // oxfmt-ignore
    git('sparse-checkout', 'set', ...patterns);
  }
  if (choices.chance(10)) {
    git('config', 'extensions.worktreeConfig', choices.pick(['yes', '1', 'on', 'true', 'false']));
    const [key, values] = choices.pick(settings);
    const own = root.endsWith('/r') ? '.git' : '../r/.git/worktrees/side';
    git('config', '-f', `${own}/config.worktree`, key, choices.pick(values));
  }

  const { changes, inSubmodule } = createChanges({
    root,
    directory,
    choices,
    run,
    git,
    write,
    attempt,
    steps,
    configure,
    rules,
  });
  const hasSubmodule = existsSync(join(root, 's/.git'));
  for (let left = choices.number(9); left > 0; left--) {
    choices.pick(hasSubmodule && choices.chance(60) ? inSubmodule : changes)();
  }
  return { root, steps };
}
