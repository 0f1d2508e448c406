import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseSecretRules } from '../src/index.js';

it.each([
  ['README.md', new URL('../README.md', import.meta.url)],
  ['docs/secrets.md', new URL('../../../docs/secrets.md', import.meta.url)],
])('the rules in %s can be used', async (name, page) => {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```toml\n(.*?)^```$/gms)];
  expect(blocks).toHaveLength(1);
  const { rules } = await parseSecretRules(blocks[0]?.[1] ?? '', name);
  expect(rules.map(({ id }) => id)).toEqual(['acme-key']);
});
