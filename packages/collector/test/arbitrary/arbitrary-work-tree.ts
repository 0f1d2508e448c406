import fc from 'fast-check';

/** A work tree with ignore rules at every level. Paths and contents are byte text: latin1, one character per byte. */
export interface WorkTree {
  readonly files: readonly string[];
  /** Symbolic links, path → target. */
  readonly links: ReadonlyMap<string, string>;
  /** Directories that are nested repositories. */
  readonly repositories: readonly string[];
  /** The subset of `files` that git tracks. */
  readonly tracked: readonly string[];
  /** The subset of `tracked` that was deleted afterwards. */
  readonly removed: readonly string[];
  /** Ignore file → content. `info` stands for `.git/info/exclude`, `global` for `core.excludesFile`. */
  readonly rules: ReadonlyMap<string, string>;
  readonly ignoreCase: boolean;
  /** The directory whose files are listed. */
  readonly root: string;
}

const names = [
  'a', 'b', 'ab', 'abc', 'A', 'a.o', 'b.c', '.x', '.hidden.o', 'foo', 'Foo', 'bar', 'dir', 'x y', 'tail ', '#c', '!n',
  '[a]', 'a*', 'a?', 'a\\b', '\xC3\xA9', '\xC3\xA9t\xC3\xA9.o', 'bad\xFF', 'new\nline', '.gitx', '-', ']', '^', 'a-c',
]; // oxfmt-ignore

const fragments = [
  '*', '*', '**', '?', '/', '/', '[a-c]', '[!a]', '[^b]', '[[:alpha:]]', '[[:upper:]x]', '[]a]', '[a', '[\\]]', '[a-', '\\',
  '\\ ', ' ', '.', '.o', 'a', 'b', 'ab', 'foo', 'dir', 'A', '\xC3\xA9', '\xC3', '\xFF', '\t', '[[:space:]]', '[z-a]', '[--0]', '***',
]; // oxfmt-ignore

/** Names of many kinds. */
export const arbitraryWorkTree = workTreesOf(names);

/** Few names, so that most patterns match some path. */
export const denseWorkTree = workTreesOf(['a', 'b', 'ab', 'A', '.b', '\xC3\xA9', 'a*']);

function workTreesOf(someNames: readonly string[]): fc.Arbitrary<WorkTree> {
  const name = fc.constantFrom(...someNames);
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

  const pattern = fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 6 })
        .map((parts) => parts.join('')),
    },
    { weight: 3, arbitrary: path },
    { weight: 1, arbitrary: name.map((text) => `*${text}`) },
    { weight: 1, arbitrary: name.map((text) => `${text}*`) },
    { weight: 1, arbitrary: fc.tuple(name, name).map(([a, b]) => `${a}/**/${b}`) },
    { weight: 1, arbitrary: fc.tuple(name, name).map(([a, b]) => `${a}**/${b}`) },
    { weight: 1, arbitrary: name.map((text) => `**/${text}`) },
    { weight: 1, arbitrary: name.map((text) => `${text}/**`) },
    { weight: 1, arbitrary: name.map((text) => `${text}/*`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '*',
        '/*',
        '**',
        '*/',
        '**/',
        '/**',
        '.*',
        '!*/',
        '!*',
        '/',
        '//',
        '!',
        '',
      ),
    },
  );
  const line = fc
    .tuple(
      fc.constantFrom('', '', '', '!', '!', '/', '!/', '#', '\\'),
      pattern,
      fc.constantFrom('', '', '', '/', '/', ' ', '\\ ', '\t'),
      fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n'),
    )
    .map((parts) => parts.join(''));
  const ruleFile = fc
    .tuple(
      fc.constantFrom('', '', '', '\xEF\xBB\xBF'),
      fc.array(line, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
    )
    .map(
      ([mark, lines, ended]) => mark + (ended ? lines.join('') : lines.join('').replace(/\n$/, '')),
    );

  const choices = fc.record({
    paths: fc.array(path, { minLength: 1, maxLength: 24 }),
    fates: fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }),
    ruleFiles: fc.array(fc.tuple(fc.nat(), ruleFile), { minLength: 1, maxLength: 5 }),
    repositories: fc.array(fc.nat(), { maxLength: 1 }),
    ignoreCase: fc.nat(9).map((roll) => roll < 2),
    rootRoll: fc.nat(),
  });

  return choices.map(({ paths, fates, ruleFiles, repositories, ignoreCase, rootRoll }) => {
    const taken = new Set<string>();
    const directories = new Set<string>(['']);
    for (const candidate of paths) {
      const parents = parentsOf(candidate);
      const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text);
      const clash = (text: string) =>
        [...taken, ...directories].some(
          (other) => other !== text && folded(other) === folded(text),
        );
      if (taken.has(candidate) || directories.has(candidate)) continue;
      if (parents.some((parent) => taken.has(parent)) || [candidate, ...parents].some(clash))
        continue;
      taken.add(candidate);
      for (const parent of parents) directories.add(parent);
    }
    const all = [...taken];
    const places = [...directories];
    const pick = (roll: number) => places[roll % places.length] as string;
    // Users name roots, so a root is UTF-8 and exists.
    const rootAt = (place: string) => (place.includes('\xFF') ? '' : place);
    const nested = repositories.map(pick).filter((place) => place !== '');
    const fateOf = (at: number) => fates[at % fates.length] as number;
    const links = new Map(all.filter((_, at) => fateOf(at) === 9).map((link) => [link, 'a']));
    const tracked = all.filter(
      (file, at) => fateOf(at) % 3 === 0 && !nested.some((top) => file.startsWith(`${top}/`)),
    );
    const rules = new Map<string, string>();
    for (const [roll, content] of ruleFiles) {
      if (roll % 7 === 0) rules.set('info', content);
      else if (roll % 7 === 1) rules.set('global', content);
      else rules.set(`${pick(roll)}/.gitignore`.replace(/^\//, ''), content);
    }
    return {
      files: all.filter((file) => !links.has(file)),
      links,
      repositories: nested,
      tracked,
      removed: tracked.filter((_, at) => fateOf(at + 3) === 0),
      rules,
      ignoreCase,
      root: rootRoll % 4 === 0 ? rootAt(pick(rootRoll >> 2)) : '',
    };
  });
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}
