import { expect, it } from 'vitest';
import { headingSlug } from '../src/heading-slug.mjs';

it.each([
  ['Exit codes', 'exit-codes'],
  ["A snapshot's life", 'a-snapshots-life'],
  ['Documents: --json', 'documents---json'],
  ['The last line: the end', 'the-last-line-the-end'],
  ['JSON', 'json'],
  ['`create_dump` über 2 GB', 'create_dump-über-2-gb'],
])('%s has the fragment that GitHub gives it', (heading, slug) => {
  expect(headingSlug(heading)).toBe(slug);
});
