import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from './settings-schema.js';

const validate = new Ajv().compile(settingsSchema());

describe('schema.json', () => {
  it('is current (if not: npx vitest run --project config -u)', async () => {
    await expect(formatted(settingsSchema())).toMatchFileSnapshot('../public/schema.json');
  });

  const directory = new URL('broken/', import.meta.url);
  it.each(readdirSync(directory))('rejects broken/%s', (name) => {
    const text = readFileSync(new URL(name, directory), 'utf8');
    expect(accepts(name, text)).toBe(false);
  });

  it.each([
    ['configuration.md', new URL('../../../docs/configuration.md', import.meta.url)],
    ['README.md', new URL('../README.md', import.meta.url)],
  ])('accepts the examples of %s', (_, page) => {
    const fences = readFileSync(page, 'utf8').matchAll(/^```toml\n(.*?)^```$/gms);
    const examples = [...fences].map(([, text = '']) => text);
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples)
      expect({ text, accepted: accepts('example.toml', text) }).toStrictEqual({
        text,
        accepted: true,
      });
  });
});

function accepts(name: string, text: string): boolean {
  try {
    const whole = name.endsWith('.json') ? JSON.parse(text) : parse(text);
    return validate(whole['tool']?.['create-dump'] ?? whole);
  } catch (error) {
    if (error instanceof SyntaxError || /Invalid TOML/.test(String(error))) return false;
    throw error;
  }
}

/** As the formatter leaves it: a list of plain values on one line. */
function formatted(document: unknown): string {
  const lists = /\[\n\s+([^[\]{}]*?)\n\s+\]/g;
  const text = JSON.stringify(document, null, 2);
  return `${text.replace(lists, (_, items: string) => `[${items.replaceAll(/\n\s+/g, ' ')}]`)}\n`;
}
