import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createCollector, explainPaths, type Explanation } from '../../src/index.js';
import { buildRepositoryState } from '../arbitrary/build-repository-state.js';
import { createGit, type RunGit } from '../arbitrary/create-git.js';
import { isOnDisk, listDisk } from '../arbitrary/list-disk.js';
import { createChoices } from '../arbitrary/random-choices.js';

const { signal } = new AbortController();
const states = Number(process.env['COLLECTOR_STATES'] ?? 50);
const seed = Number(process.env['COLLECTOR_STATE_SEED'] ?? 1);
/** A git of another version can be tried. */
const binary = process.env['COLLECTOR_GIT'] ?? 'git';
const failureLimit = 20;

test.skipIf(findTool('git') === undefined)(
  `agrees with git describe --dirty, ls-files and check-ignore on ${states} random states of repositories (needs git)`,
  { timeout: 7_200_000 },
  async () => {
    using directory = temporaryDirectory();
    const counts = { refused: 0, clean: 0, dirty: 0, unknown: 0, explained: 0 };
    const notes = new Map<string, number>();
    const failures: unknown[] = [];
    const formats = formatsOf(createGit(binary, directory.path), directory.path);
    for (let number = 0; number < states && failures.length < failureLimit; number++) {
      const top = join(realpathSync(directory.path), `state-${number}`);
      mkdirSync(top);
      const run = createGit(binary, join(top, 'home'));
      const choices = createChoices(seed * 1_000_003 + number);
      const { root, steps } = buildRepositoryState(top, choices, run, formats);
      const answer = await compare(root, join(top, 'home'), run);
      counts[answer.state]++;
      counts.explained += answer.explained;
      if (answer.state === 'unknown') {
        const kind = (answer.note ?? 'none').replaceAll(/(\/|"|submodule )\S*|Whether \S+ /g, '');
        notes.set(kind, (notes.get(kind) ?? 0) + 1);
      }
      if (answer.differences.length > 0)
        failures.push({ number, differences: answer.differences, steps });
      rmSync(top, { recursive: true });
    }
    if (process.env['COLLECTOR_STATES'])
      process.stdout.write(`${JSON.stringify({ states, seed, ...counts, notes: [...notes] })}\n`);
    expect(failures.map((failure) => JSON.stringify(failure))).toEqual([]);
    // Else nothing was tested.
    expect(counts.clean + counts.dirty).toBeGreaterThan(states / 2);
  },
);

/** What can be passed to `git init`; old versions don't know all of it. */
function formatsOf(run: RunGit, directory: string): string[][] {
  const formats = [[], [], [], ['--object-format=sha256']];
  const tryout = join(directory, 'tryout');
  mkdirSync(tryout);
  if (run(tryout, ['init', '-q', '--ref-format=reftable']) === undefined) return formats;
  return [
    ...formats,
    ['--ref-format=reftable'],
    ['--ref-format=reftable', '--object-format=sha256'],
  ];
}

interface Answer {
  /** `refused`: git itself fails. */
  readonly state: 'refused' | 'clean' | 'dirty' | 'unknown';
  readonly note?: string | undefined;
  readonly explained: number;
  readonly differences: readonly unknown[];
}

async function compare(root: string, home: string, run: RunGit): Promise<Answer> {
  const options = {
    root,
    homeDirectory: home,
    gitConfigFiles: [join(home, '.config/git/config'), join(home, '.gitconfig')],
    excludesFile: join(home, '.config/git/ignore'),
    attributesFile: join(home, '.config/git/attributes'),
  };
  // Before git is asked: it updates the index.
  const { files, warnings, git: facts } = await createCollector(options)(signal);
  const disk = listDisk(root);
  const explanations = await explainPaths(options, disk, signal);
  const differences: unknown[] = [];

  const described = run(root, ['describe', '--always', '--dirty'])?.toString().trim();
  const expected = described?.endsWith('-dirty');
  const dirty = facts?.dirty ?? null;
  if (dirty !== null && expected !== undefined && dirty !== expected) {
    differences.push({ dirty, expected, note: facts?.note });
  }

  const listed = run(root, ['ls-files', '-co', '--exclude-standard', '--deduplicate', '-z']);
  const wanted = listed
    ?.toString()
    .split('\0')
    .filter((path) => isOnDisk(root, path) && path !== '');
  const chosen = files.map(({ path }) => path);
  const tracked = new Set(run(root, ['ls-files', '-z'])?.toString().split('\0'));
  // Without all settings the ignore rules may be others; a warning says so.
  const isKnown = warnings === undefined;
  if (wanted !== undefined && isKnown) {
    const more = chosen.filter((path) => !wanted.includes(path));
    const fewer = wanted.filter((path) => !chosen.includes(path));
    const ignoreCase = run(root, ['config', '--type=bool', 'core.ignorecase'])?.toString().trim();
    // A tracked file that exists in another case only is listed under that name.
    const mayFold = ignoreCase === 'true';
    const wrong = more.filter((path) => !(mayFold && isRenamed(path, tracked, root)));
    if (wrong.length + fewer.length > 0) differences.push({ more: wrong, fewer });
  }
  const explained = explainDifferences(root, explanations, run);
  if (isKnown) differences.push(...explained.differences);
  for (const { path, chosen: isChosen, reason } of explanations) {
    if (isChosen !== chosen.includes(path)) differences.push({ path, isChosen, reason });
  }
  const state =
    described === undefined ? 'refused' : dirty === null ? 'unknown' : dirty ? 'dirty' : 'clean';
  return { state, note: facts?.note, explained: explained.count, differences };
}

function isRenamed(path: string, tracked: ReadonlySet<string>, root: string): boolean {
  const fold = (text: string) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return [...tracked].some((other) => fold(other) === fold(path) && !isOnDisk(root, other));
}

/** Compares the rules that explain untracked files with those that `git check-ignore` names. */
function explainDifferences(root: string, explanations: readonly Explanation[], run: RunGit) {
  const asked = explanations.filter(({ reason }) => /ignored|untracked/.test(reason.kind));
  const differences: unknown[] = [];
  if (asked.length === 0) return { count: 0, differences };
  const paths = asked.map(({ path }) => `./${path}\0`).join('');
  // With the index, git doesn't name rules for a link in the place of a tracked directory; without it, rules of an ignore
  // file that a sparse checkout omits.
  const answers = [[], ['--no-index']].map((option) =>
    (
      run(root, ['check-ignore', ...option, '-z', '-v', '-n', '--stdin'], paths)?.toString() ?? ''
    ).split('\0'),
  );
  for (const [at, { path, reason }] of asked.entries()) {
    const rule = reason.kind === 'ignored' || reason.kind === 'untracked' ? reason.rule : undefined;
    const ours = rule === undefined ? '' : `${rule.line} ${rule.pattern}`;
    const git = answers.map((output) =>
      output
        .slice(at * 4 + 1, at * 4 + 3)
        .join(' ')
        .trim(),
    );
    if (!git.includes(ours.trim())) differences.push({ path, ours, git, kind: reason.kind });
  }
  return { count: asked.length, differences };
}
