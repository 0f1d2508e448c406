import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, git, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidingRule, type IgnoreChain, prependRules } from '../../src/ignore/ignore-chain.js';
import { parseIgnoreFile } from '../../src/ignore/parse-ignore-file.js';
import { denseWorkTree, type WorkTree } from '../arbitrary/arbitrary-work-tree.js';
import { buildWorkTree } from '../arbitrary/build-work-tree.js';
import { directoriesOf, presentFiles } from '../arbitrary/present-files.js';
import { checkIgnore } from '../judges/check-ignore.js';
import { createIgnoreOracle, type OracleFacts } from '../judges/ignore-oracle.js';

const runs = Number(process.env['COLLECTOR_TREES'] ?? 200);
// Fixed, so that a difference of `ignore` that nobody has seen yet doesn't fail an unrelated change.
const seed = Number(process.env['COLLECTOR_SEED'] ?? 1);

/** Where `ignore` is known to differ from git. `mayApply` tells whether that could explain a difference on a path. */
const knownDifferences: readonly KnownDifference[] = [
  {
    // git compares the part before the first wildcard separately, so the stars start what is left.
    name: 'stars after a literal prefix are a globstar in git alone',
    example: { rules: new Map([['.gitignore', 'a**/b\n']]), path: 'ax/y/b', ignored: true },
    mayApply: ({ patterns }) => patterns.some((pattern) => /[^*?[\\/]\*\*+(\/|$)/.test(pattern)),
  },
  {
    name: 'stars beside an escaped slash are a globstar in git alone',
    example: { rules: new Map([['.gitignore', '**\\/b\n']]), path: 'x/y/b', ignored: true },
    mayApply: ({ patterns }) => patterns.some((pattern) => /\*\*\\\/|\\\/\*\*/.test(pattern)),
  },
  {
    // `test(path)` also answers for the parents of a path, from the rules of one file. If another file re-includes a
    // parent, there is no way to ask for the path alone.
    name: 'a directory that one file ignores and a nearer one re-includes',
    example: {
      rules: new Map([
        ['info', 'd/\n'],
        ['.gitignore', '!*/\n'],
      ]),
      path: 'd/f',
      ignored: false,
    },
    mayApply: ({ isParentIgnoredAlone }) => isParentIgnoredAlone,
  },
  {
    // git lowercases paths, but neither an escaped capital nor one that stands alone in a set, so these match nothing.
    name: 'an escaped capital, if case is ignored',
    example: {
      rules: new Map([['.gitignore', '\\A\n']]),
      path: 'a',
      ignored: false,
      ignoreCase: true,
    },
    mayApply: ({ patterns, ignoreCase }) =>
      ignoreCase && patterns.some((pattern) => /\\[A-Z]|\[[^\]]*[A-Z]/.test(pattern)),
  },
  {
    // git folds ASCII only; a regular expression also folds \xC3 to \xE3.
    name: 'case folding beyond ASCII',
    example: {
      rules: new Map([['.gitignore', '\xC3\n']]),
      path: '\xE3',
      ignored: false,
      ignoreCase: true,
    },
    mayApply: ({ patterns, ignoreCase }) =>
      ignoreCase && patterns.some((pattern) => /[\x80-\xFF]/.test(pattern)),
  },
];

interface KnownDifference {
  readonly name: string;
  readonly example: Partial<Pick<WorkTree, 'rules' | 'ignoreCase'>> & {
    readonly path: string;
    /** According to git. */
    readonly ignored: boolean;
  };
  readonly mayApply: (facts: OracleFacts) => boolean;
}

describe.skipIf(findTool('git') === undefined)('ignore rules, judged by git (needs git)', () => {
  test(
    `match as in git, and the package ignore does so apart from known differences, on ${runs} random trees`,
    { timeout: 600_000 },
    async () => {
      using trees = createTrees();
      await fc.assert(
        fc.asyncProperty(denseWorkTree, async (random) => {
          const answers = trees.ask({ ...random, ...untracked });
          expect(answers.filter(({ git, ours }) => git !== ours)).toEqual([]);
          const differing = answers.filter(({ git, ignore }) => git !== ignore);
          const unknown = differing.filter(
            ({ facts }) => !knownDifferences.some(({ mayApply }) => mayApply(facts)),
          );
          expect(unknown).toEqual([]);
        }),
        { numRuns: runs, seed },
      );
    },
  );

  test.each(knownDifferences)('known difference of ignore: $name', ({ example, mayApply }) => {
    using trees = createTrees();
    const { path, ignored, ignoreCase = false, rules = new Map() } = example;
    const answers = trees.ask({ ...untracked, files: [path], links: new Map(), rules, ignoreCase });
    const answer = answers.find((one) => one.path === path);
    expect(answer).toMatchObject({ git: ignored, ours: ignored, ignore: !ignored });
    expect(answer && mayApply(answer.facts)).toBe(true);
  });
});

const untracked = { root: '', repositories: [], tracked: [], removed: [] };

/** Builds trees, and asks git, our matcher and the package `ignore` whether their paths are ignored. */
function createTrees() {
  const directory = temporaryDirectory();
  const template = join(directory.path, 'template');
  mkdirSync(template);
  git(template, 'init', '-q', '-b', 'main', '--template=');
  let number = 0;
  return {
    ask(workTree: WorkTree) {
      const top = join(directory.path, `tree-${number++}`);
      buildWorkTree(workTree, top, template);
      const files = presentFiles(workTree);
      const directories = new Set(directoriesOf(files));
      const paths = [...files, ...directories];
      const named = checkIgnore(top, paths);
      const oracle = createIgnoreOracle(workTree);
      const answers = paths.map((path, at) => {
        const rule = named[at];
        const isDirectory = directories.has(path);
        const second = oracle(path, isDirectory);
        return {
          path,
          git: rule !== undefined && !rule.pattern.startsWith('!'),
          ours: isIgnored(workTree, path, isDirectory),
          ignore: second.ignored,
          facts: second.facts,
        };
      });
      rmSync(top, { recursive: true });
      return answers;
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

/** Our matcher's answer. All arguments are byte text. */
function isIgnored({ rules, ignoreCase }: WorkTree, path: string, isDirectory: boolean): boolean {
  let chain: IgnoreChain | undefined;
  const add = (file: string, baseLength: number) => {
    const content = Buffer.from(rules.get(file) ?? '', 'latin1');
    chain = prependRules(chain, parseIgnoreFile(content, file, ignoreCase), baseLength);
  };
  add('global', 0);
  add('info', 0);
  const names = path.split('/');
  let directory = '';
  for (const [depth, name] of names.entries()) {
    add(`${directory}.gitignore`, directory.length);
    const rule = decidingRule(chain, directory, name, isDirectory || depth < names.length - 1);
    if (rule !== undefined && !rule.negated) return true;
    directory += `${name}/`;
  }
  return false;
}
