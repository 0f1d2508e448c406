import type { TokenRule } from '../tokens/token-rule.js';

/** Tokens of registries of packages and images. */
export const packageRules: readonly TokenRule[] = [
  {
    id: 'artifactory-api-key',
    title: 'Artifactory API key',
    patterns: ['AKCp[A-Za-z0-9]{69}'],
    entropy: 4.5,
  },
  {
    id: 'artifactory-reference-token',
    title: 'Artifactory reference token',
    patterns: ['cmVmd[A-Za-z0-9]{59}'],
    entropy: 4.5,
  },
  {
    id: 'clojars-api-token',
    title: 'Clojars deploy token',
    patterns: ['CLOJARS_[A-Za-z0-9]{60}'],
    entropy: 3,
  },
  {
    id: 'crates-io-token',
    title: 'crates.io token',
    patterns: ['cio[A-Za-z0-9]{32}'],
    entropy: 4,
  },
  {
    id: 'docker-access-token',
    title: 'Docker Hub access token',
    patterns: ['dckr_pat_[A-Za-z0-9_-]{27}', 'dckr_oat_[A-Za-z0-9_-]{27,40}'],
    entropy: 3,
  },
  {
    id: 'npm-access-token',
    title: 'npm access token',
    patterns: ['npm_[A-Za-z0-9]{36}'],
    entropy: 3,
  },
  {
    id: 'npm-legacy-auth-token',
    title: 'npm auth token of a registry',
    patterns: [':_authToken=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
    entropy: 3,
    within: true,
  },
  {
    id: 'nuget-api-key',
    title: 'NuGet API key',
    patterns: ['oy2[a-z0-9]{43}'],
    entropy: 3.5,
  },
  {
    id: 'pypi-upload-token',
    title: 'PyPI upload token',
    patterns: [
      'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000}',
      'pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{50,1000}',
    ],
    entropy: 3,
  },
  {
    id: 'rubygems-api-token',
    title: 'RubyGems API key',
    patterns: ['rubygems_[0-9a-f]{48}'],
    entropy: 3,
  },
];
