import type { Config, NewChangeset, PackageJSON, VersionType } from '@changesets/types';
import { expect, test } from 'vitest';
import { planReleases } from '../src/plan-releases.mjs';

const none: readonly string[] = [];
const config = {
  changelog: false,
  commit: false,
  fixed: [],
  linked: [],
  access: 'public',
  baseBranch: 'main',
  changedFilePatterns: ['**'],
  prettier: false,
  privatePackages: { version: false, tag: false },
  updateInternalDependencies: 'patch',
  ignore: [],
  bumpVersionsWithWorkspaceProtocolOnly: false,
  snapshot: { useCalculatedVersion: false, prereleaseTemplate: null },
  ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: {
    onlyUpdatePeerDependentsWhenOutOfRange: false,
    updateInternalDependents: 'out-of-range',
  },
} satisfies Config;

function plan(
  version: string,
  changes: Record<string, VersionType>,
  first: readonly string[] = none,
): Record<string, string> {
  const range = `^${version}`;
  const manifests: PackageJSON[] = [
    { name: 'base', version },
    { name: 'shows', version, dependencies: { base: range } },
    { name: 'hides', version, dependencies: { base: range } },
    { name: 'shows-both', version, dependencies: { shows: range, hides: range } },
    { name: 'program', version, devDependencies: { 'shows-both': range } },
    { name: 'tool', version: '0.0.0', private: true, dependencies: { base: range } },
  ];
  const changeset: NewChangeset = {
    id: 'change',
    summary: 'Changed.',
    releases: Object.entries(changes).map(([name, type]) => ({ name, type })),
  };
  const { releases } = planReleases({
    changesets: [changeset],
    packages: {
      tool: 'pnpm',
      root: { dir: '/w', packageJson: { name: 'root', version: '0.0.0' } },
      packages: manifests.map((packageJson) => ({ dir: `/w/${packageJson.name}`, packageJson })),
    },
    config,
    facts: {
      first: new Set(first),
      shown: new Map([
        ['shows', new Set(['base'])],
        ['shows-both', new Set(['shows', 'hides'])],
      ]),
      bundled: new Map([['program', new Set(['base', 'shows', 'hides', 'shows-both'])]]),
    },
  });
  return Object.fromEntries(
    releases.flatMap(({ name, type, newVersion }) => (type === 'none' ? [] : [[name, newVersion]])),
  );
}

test('a fix releases the package and the program that bundles it', () => {
  expect(plan('0.1.0', { base: 'patch' })).toEqual({ base: '0.1.1', program: '0.1.1' });
});

test('before 1.0.0, a minor version breaks the packages that show its types, and those that show theirs', () => {
  expect(plan('0.1.0', { base: 'minor' })).toEqual({
    base: '0.2.0',
    shows: '0.2.0',
    hides: '0.1.1',
    'shows-both': '0.2.0',
    program: '0.1.1',
  });
});

test('from 1.0.0 on, a minor version breaks nothing', () => {
  expect(plan('1.0.0', { base: 'minor' })).toEqual({ base: '1.1.0', program: '1.0.1' });
});

test('from 1.0.0 on, a major version breaks the packages that show its types', () => {
  expect(plan('1.0.0', { base: 'major' })).toEqual({
    base: '2.0.0',
    shows: '2.0.0',
    hides: '1.0.1',
    'shows-both': '2.0.0',
    program: '1.0.1',
  });
});

test('a package that only uses a breaking one is no reason to break', () => {
  expect(plan('0.1.0', { hides: 'patch' })).toEqual({ hides: '0.1.1', program: '0.1.1' });
});

test('a changeset of the program decides its version', () => {
  expect(plan('0.1.0', { base: 'patch', program: 'minor' })).toEqual({
    base: '0.1.1',
    program: '0.2.0',
  });
});

test('a package that was never released keeps its version, named by a changeset or not', () => {
  const all = ['base', 'shows', 'hides', 'shows-both', 'program'];
  expect(plan('0.1.0', { base: 'minor' }, all)).toEqual(
    Object.fromEntries(all.map((name) => [name, '0.1.0'])),
  );
});

test('the first release of one package releases the program that bundles it', () => {
  expect(plan('0.1.0', { 'shows-both': 'minor' }, ['shows-both'])).toEqual({
    'shows-both': '0.1.0',
    program: '0.1.1',
  });
});

test('without a change nothing is released', () => {
  expect(plan('0.1.0', {})).toEqual({});
});
