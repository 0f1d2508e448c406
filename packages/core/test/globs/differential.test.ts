import { spawnSync } from 'node:child_process';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import fastGlob from 'fast-glob';
import picomatch from 'picomatch';
import { describe, expect, it, test } from 'vitest';
import { compileGlobs } from '../../src/index.js';
import { type Difference, differences } from './differences.js';

/** Patterns of each of the comparisons. */
const runs = Number(process.env['GLOB_PATTERNS'] ?? 300);
const timeout = 600_000;
const seed = Number(process.env['GLOB_SEED'] ?? 17);

const names = ['a', 'b', 'c', 'ab', 'ba', 'abc', 'x1', '.a', 'a.ts', '.', '-', 'é', '*', '[ab]', '(a)', '!', 'a+', 'B', '\\', '}', ',', '|', '"', '^', '$', '\n']; // oxfmt-ignore
const arbitraryName = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
  .filter((name) => name !== '.' && name !== '..');
const samplePaths = (number: number, parts: number) =>
  fc
    .sample(fc.array(arbitraryName, { minLength: 1, maxLength: parts }), { numRuns: number, seed })
    .map((path) => path.join('/'));

const plain = ['a', 'b', 'c', '.', '-', 'ts', '.ts', 'x1', 'é', 'B', ',', '^', '$', '}', ']', '\n'];
/** fast-glob can't do with newlines. */
const oneLine = plain.filter((text) => text !== '\n');
const wild = ['*', '*', '?', '\\*', '\\[', '\\?', '\\('];
const sets = ['[ab]', '[!a]', '[^b]', '[a-c]', '[!a-c]', '[]a]', '[a-]', '[[:alpha:]]', '[[:digit:]x]', '[[:punct:]]', '[ab', '[é]', '[A-C]']; // oxfmt-ignore
const groups = ['@(a|b)', '?(a)', '*(a|bc)', '+(a|b)', '@(a*|?b)', '+([ab])', '@(|a)', '@(a', '@(@(a)|b)', '*(?)', '@(a.ts|[!a])']; // oxfmt-ignore
const exceptions = ['!(a)', '!(a|b)', '!(*.ts)', '!(?)', '!(!(a))', '!([ab]*)'];
const odd = ['(a)', '(', ')', '|', '"', 'a+', '\\a', '[z-a]', '@', '!', '+', '&', '#', '='];
const braces = ['{a,b}', 'b{,x1}', '{a,{b,c}}', '{a..c}', '{1..3}', '{*.ts,.*}', '{a', '{a}', '{[ab],c}']; // oxfmt-ignore
const slashes = ['/', '/', '/', '/**/', '/**/', '/*/'];

const samplePatterns = (...atoms: string[][]) =>
  fc
    .sample(fc.array(fc.constantFrom(...atoms.flat()), { minLength: 1, maxLength: 6 }), {
      numRuns: runs,
      seed,
    })
    .map((parts) => parts.join(''));

/** `**` at the ends of some; no slash at an end, nor two in a row: those are no pattern of picomatch's. */
const asPathPattern = (pattern: string, index: number) => {
  const whole = `${index % 7 === 0 ? '**/' : ''}${pattern}${index % 5 === 0 ? '/**' : ''}`;
  return whole.replaceAll(/\/+/g, '/').replaceAll(/^(?:\.?\/)+|\/+$/g, '');
};

interface Disagreement {
  readonly pattern: string;
  readonly path: string;
  readonly theirs: boolean;
}

/** Those that no deliberate difference explains: a line for each pattern. */
function findUnexplained(disagreements: readonly Disagreement[], known: readonly Difference[]) {
  const lines = new Map<string, string>();
  for (const { pattern, path, theirs } of disagreements) {
    if (known.some(({ applies }) => applies(pattern, path))) continue;
    const shown = JSON.stringify(pattern);
    lines.set(pattern, `${shown} ${theirs ? 'matches' : "doesn't match"} ${JSON.stringify(path)}`);
  }
  return [...lines.values()];
}

const compile = (pattern: string) => {
  const [glob] = compileGlobs([pattern], 'files');
  return (path: string, isDirectory: boolean) => glob?.matches(path, isDirectory);
};

test(
  `mean what picomatch takes them for, ${runs} patterns on 200 paths (GLOB_PATTERNS sets the number)`,
  { timeout },
  () => {
    const paths = samplePaths(200, 4);
    const patterns = samplePatterns(plain, wild, wild, sets, groups, odd, slashes)
      .map(asPathPattern)
      .filter((pattern) => pattern !== '');
    const disagreements: Disagreement[] = [];
    for (const pattern of patterns) {
      const matches = compile(pattern);
      const judge = compilePicomatch(pattern);
      for (const [at, path] of paths.entries()) {
        const isDirectory = at % 2 === 0;
        const theirs = judge(path, isDirectory);
        if (matches(path, isDirectory) === theirs) continue;
        disagreements.push({ pattern, path: isDirectory ? `${path}/` : path, theirs });
      }
    }
    expect(findUnexplained(disagreements, differences.picomatch)).toStrictEqual([]);
  },
);

function compilePicomatch(pattern: string) {
  const options = { dot: true, posix: true, flags: 's', nonegate: true, windows: false };
  const judge = picomatch(pattern, options);
  const ofFiles = pattern.endsWith('/**') ? picomatch(`${pattern}/*`, options) : judge;
  return (path: string, isDirectory: boolean) => {
    const target = pattern.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1);
    return isDirectory ? judge(target) : ofFiles(target);
  };
}

test(`choose the files that fast-glob chooses, ${runs} patterns on 60 files`, { timeout }, () => {
  using directory = temporaryDirectory();
  const paths = createFiles(directory.path);
  const patterns = samplePatterns(oneLine, wild, wild, sets, groups, braces, braces, slashes)
    .map(asPathPattern)
    .filter((pattern) => pattern !== '' && !pattern.startsWith('!'));
  const disagreements: Disagreement[] = [];
  for (const pattern of patterns) {
    const matches = compile(pattern);
    const chosen = chooseByFastGlob(pattern, directory.path);
    if (chosen === undefined) continue;
    for (const path of paths) {
      const theirs = chosen.has(path);
      if (matches(path, false) !== theirs) disagreements.push({ pattern, path, theirs });
    }
  }
  expect(findUnexplained(disagreements, differences['fast-glob'])).toStrictEqual([]);
});

/** Undefined where fast-glob fails: it can't expand a brace that stays open in front of a group. */
function chooseByFastGlob(pattern: string, cwd: string): ReadonlySet<string> | undefined {
  try {
    const options = { cwd, dot: true, baseNameMatch: true, suppressErrors: true };
    return new Set(fastGlob.sync(pattern, options));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** fast-glob loses names with a newline, and takes backslashes for slashes. */
function createFiles(root: string): string[] {
  const paths: string[] = [];
  for (const path of samplePaths(200, 3)) {
    const isFree = paths.every(
      (other) => !`${other}/`.startsWith(`${path}/`) && !`${path}/`.startsWith(`${other}/`),
    );
    if (isFree && !/[\n\\]/.test(path) && paths.length < 60) paths.push(path);
  }
  writeTree(root, Object.fromEntries(paths.map((path) => [path, ''])));
  return paths;
}

const bash = findTool('bash');

test.skipIf(bash === undefined)(
  `extglobs match the names that bash matches, ${runs} patterns on 50 names (needs bash)`,
  { timeout },
  () => {
    const paths = samplePaths(50, 1);
    const patterns = samplePatterns(plain, wild, sets, groups, exceptions, exceptions, [
      '(a)',
      '|',
    ]).filter((pattern) => !pattern.includes('/'));
    const pairs = patterns.flatMap((pattern) => paths.map((path) => ({ pattern, path })));
    const verdicts = askBash(pairs);
    const disagreements = pairs
      .map(({ pattern, path }, at) => ({ pattern, path, theirs: verdicts[at] === '1' }))
      .filter(({ pattern, path, theirs }) => compile(pattern)(path, false) !== theirs)
      // The pattern to the letter, as a name.
      .filter(({ pattern, path }) => path !== pattern);
    expect(findUnexplained(disagreements, differences.bash)).toStrictEqual([]);
  },
);

function askBash(pairs: readonly { pattern: string; path: string }[]): string {
  const script =
    'shopt -s extglob; while IFS= read -r -d "" p && IFS= read -r -d "" s; do if [[ $s == $p ]]; then printf 1; else printf 0; fi; done';
  const input = pairs.map(({ pattern, path }) => `${pattern}\0${path}\0`).join('');
  const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
  return spawnSync(bash as string, ['-c', script], {
    input,
    env,
    maxBuffer: 2 ** 30,
  }).stdout.toString();
}

// Each reason is shown by an example: it fails when the judge has come to agree.
describe.each(['picomatch', 'fast-glob', 'bash'] as const)('differs from %s', (judge) => {
  it.skipIf(judge === 'bash' && bash === undefined).each(differences[judge])(
    '$why',
    (difference) => {
      const { pattern, path, ours } = difference.example;
      const isDirectory = path.endsWith('/');
      const plain = isDirectory ? path.slice(0, -1) : path;
      expect(difference.applies(pattern, path)).toBe(true);
      expect(compile(pattern)(plain, isDirectory)).toBe(ours);
      expect(judges[judge](pattern, plain, isDirectory)).toBe(!ours);
    },
  );
});

const judges = {
  picomatch: (pattern: string, path: string, isDirectory: boolean) =>
    compilePicomatch(pattern)(path, isDirectory),
  'fast-glob': (pattern: string, path: string) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { [path]: '' });
    return chooseByFastGlob(pattern, directory.path)?.has(path);
  },
  bash: (pattern: string, path: string) => askBash([{ pattern, path }]) === '1',
};
