import { displayPath } from '@create-dump/core';
import { Parser } from 'commonmark';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan } from '../../src/markup/code-span.js';

/** What commonmark.js makes of `markdown`: the text of its one code span. */
function spanOf(markdown: string): string | null {
  const walker = new Parser().parse(`before ${markdown} after`).walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    if (step.entering && step.node.type === 'code') return step.node.literal;
  }
  return null;
}

describe('codeSpan', () => {
  it.each([
    'a',
    '`',
    '``',
    'a`b',
    '`a',
    'a``',
    ' ',
    '  ',
    ' a',
    'a ',
    ' a ',
    '` `',
    '__init__.py',
    '<b>',
    '[x](y)',
    '|',
    '\\',
  ])('shows %j', (name) => {
    expect(spanOf(codeSpan(name))).toBe(displayPath(name));
  });

  it('shows any name', () => {
    const name = fc.string({
      minLength: 1,
      unit: fc.constantFrom('`', ' ', 'a', '*', '\\', '\n', 'é', '\u202E'),
    });
    fc.assert(
      fc.property(name, (text) => {
        expect(spanOf(codeSpan(text))).toBe(displayPath(text));
      }),
    );
  });
});
