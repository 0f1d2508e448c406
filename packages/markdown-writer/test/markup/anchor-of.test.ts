import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../src/markup/anchor-of.js';

const digest = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 12);

describe('anchorOf', () => {
  it.each([
    ['src/Main.ts', 'src-main-ts'],
    ['./a//b__c.TXT', 'a-b-c-txt'],
    ['...', undefined],
    ['', undefined],
    ['\u{212A}elvin', 'kelvin'],
    ['caf\u00E9 au lait', 'caf-au-lait'],
    [`${'a'.repeat(47)}/b`, 'a'.repeat(47)],
    [`${'a'.repeat(48)}b`, 'a'.repeat(48)],
    [`${'a'.repeat(48)}\u00E9`, 'a'.repeat(48)],
  ])('%j is %j and the digest of the path', (path, slug) => {
    expect(anchorOf(path)).toBe(slug === undefined ? digest(path) : `${slug}-${digest(path)}`);
  });

  it('is what docs/format.md says, for any path', () => {
    const part = fc.oneof(
      fc.constantFrom('/', '-', '.', 'A', 'z', '0', '\u00E9', '\u0130'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 70 }), (parts) => {
        const path = parts.join('');
        const slug = path
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replace(/^-/, '')
          .slice(0, 48)
          .replace(/-$/, '');
        expect(anchorOf(path)).toBe([slug, digest(path)].filter(Boolean).join('-'));
      }),
    );
  });
});
