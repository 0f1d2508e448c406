import { describe, expect, it } from 'vitest';
import { inOriginalForm } from '../../src/secrets/in-original-form.js';
import { mergeSpans } from '../../src/secrets/merge-spans.js';
import { redactSpans } from '../../src/secrets/redact-spans.js';

const span = (start: number, end: number, rule = 'r') => ({ start, end, rule, line: 1 });

function redact(text: string, ...spans: readonly ReturnType<typeof span>[]) {
  const { content, redactions } = redactSpans(Buffer.from(text), spans);
  return { text: content.toString(), redactions };
}

describe('redactSpans', () => {
  it('replaces each secret by a marker, and says where', () => {
    expect(redact('a xxx b yyyyyyyyyyyy', span(2, 5, 'one'), span(8, 20, 'two'))).toStrictEqual({
      text: 'a [REDACTED:one] b [REDACTED:two]',
      redactions: [
        { at: 2, length: 14, rule: 'one' },
        { at: 19, length: 14, rule: 'two' },
      ],
    });
  });

  it.each([
    ['LF', 'a\nx\ny\nb', span(2, 5), 'a\n[REDACTED:r]\n\nb'.replace('\n\nb', '\n\nb')],
    ['CR LF', 'a\r\nx\r\ny\r\nb', span(3, 7), 'a\r\n[REDACTED:r]\r\n\r\nb'],
    ['CR LF that the secret has the CR of', 'x\r\nb', span(0, 2), '[REDACTED:r]\r\nb'],
    ['LF whose CR precedes the secret', '\r\nx', span(1, 3), '\r[REDACTED:r]\n'],
    ['no lone CR', 'x\ry', span(0, 3), '[REDACTED:r]'],
  ])('keeps line breaks: %s', (_what, text, where, expected) => {
    expect(redact(text, where).text).toBe(expected);
  });

  it('replaces whole characters', () => {
    expect(redact('é€😀', span(1, 3)).text).toBe('[REDACTED:r]😀');
    expect(redact('a😀b', span(0, 2)).text).toBe('[REDACTED:r]b');
  });

  it('states a rule that has any name', () => {
    expect(redact('x', span(0, 1, 'our "rule"]\n'))).toMatchObject({
      text: '[REDACTED:our__rule___]',
      redactions: [{ length: 23, rule: 'our__rule___' }],
    });
  });
});

describe('mergeSpans', () => {
  it('sorts them, and joins those that overlap, but not neighbours', () => {
    const spans = [
      span(9, 12),
      span(5, 8, 'b'),
      span(0, 2),
      span(4, 6, 'a'),
      span(10, 11),
      span(2, 3),
    ];
    expect(mergeSpans(spans)).toStrictEqual([span(0, 2), span(2, 3), span(4, 8, 'a'), span(9, 12)]);
  });
});

describe('inOriginalForm', () => {
  it.each(['latin1', 'utf-16le', 'utf-16be'] as const)('moves the places, for %s', (encoding) => {
    const shown = redactSpans(
      Buffer.from('\ufeffé x ö x.'.replace('\ufeff', encoding === 'latin1' ? '' : '\ufeff')),
      [],
    );
    const text = shown.content.toString();
    const starts = [...text.matchAll(/x/g)].map(({ index }) =>
      Buffer.byteLength(text.slice(0, index)),
    );
    const redacted = redactSpans(
      shown.content,
      starts.map((at) => span(at, at + 1)),
    );
    const { content, redactions } = inOriginalForm(redacted, encoding);
    const decoded = (bytes: Buffer) =>
      encoding === 'latin1'
        ? bytes.toString('latin1')
        : Buffer.from(encoding === 'utf-16le' ? bytes : Buffer.from(bytes).swap16()).toString(
            'utf16le',
          );
    expect(decoded(content)).toBe(redacted.content.toString());
    expect(redactions).toHaveLength(2);
    for (const { at, length } of redactions) {
      expect(decoded(content.subarray(at, at + length))).toBe('[REDACTED:r]');
    }
  });
});
