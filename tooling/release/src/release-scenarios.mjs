/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} why what the table should show
 * @property {Record<string, 'patch' | 'minor' | 'major'>} changes what the one changeset says, by package
 * @property {string} [versions] those of all packages before; by default those in the manifests
 * @property {boolean | string} [first] whether no package was released before, or the one package that wasn't
 */

/** @type {readonly Scenario[]} The kinds of change that a release can consist of. */
export const releaseScenarios = [
  {
    name: 'a fix in a bundled library',
    why: 'Dependents accept it by their ranges. The program has to be built anew.',
    changes: { '@create-dump/retention': 'patch' },
  },
  {
    name: 'a feature of retention, or a breaking change of it, before 1.0.0',
    why: "A minor version leaves npm's range. Packages that show its types break with it.",
    changes: { '@create-dump/retention': 'minor' },
  },
  {
    name: 'a feature of retention after 1.0.0',
    why: 'Dependents accept it by their ranges.',
    changes: { '@create-dump/retention': 'minor' },
    versions: '1.0.0',
  },
  {
    name: 'a breaking change of core before 1.0.0',
    why: 'Every package depends on core. Those that show its types break with it.',
    changes: { '@create-dump/core': 'minor' },
  },
  {
    name: 'a breaking change of core after 1.0.0',
    why: 'Those that show its types break with it; what the program promises stays.',
    changes: { '@create-dump/core': 'major' },
    versions: '1.0.0',
  },
  {
    name: 'a fix in core',
    why: 'Dependents accept it by their ranges. The program has to be built anew.',
    changes: { '@create-dump/core': 'patch' },
  },
  {
    name: 'a change of documents alone',
    why: 'Without a changeset, nothing is released.',
    changes: {},
  },
  {
    name: 'a change of the program alone',
    why: 'Nothing depends on it.',
    changes: { 'create-dump': 'minor' },
  },
  {
    name: 'the first release',
    why: 'Every package gets the version in its manifest.',
    changes: { '@create-dump/core': 'minor', 'create-dump': 'minor' },
    first: true,
  },
  {
    name: 'the first release of one package',
    why: 'It gets the version in its manifest. The program that bundles it is released.',
    changes: { '@create-dump/observing': 'minor' },
    first: '@create-dump/observing',
  },
];
