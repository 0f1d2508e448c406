import { expect, test } from 'vitest';
import * as secrets from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(secrets).sort()).toEqual([
    'builtInRules',
    'createSecretFinder',
    'formatSarif',
    'formatSecretBaseline',
    'formatSecretsJson',
    'parseSecretBaseline',
    'parseSecretRules',
  ]);
});

test('every rule that can be found has a title', () => {
  const rules = secrets.builtInRules();
  expect(rules.length).toBeGreaterThan(140);
  expect(rules.every(({ id, title }) => /^[a-z0-9-]+$/.test(id) && title !== '')).toBe(true);
});
