import type { Redaction, SecretFinder } from '@create-dump/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretStream } from '../../src/secrets/create-secret-stream.js';
import { redactSpans } from '../../src/secrets/redact-spans.js';
import { searchContent } from '../../src/secrets/search-content.js';
import { fakeFinder } from '../fake-finder.js';

const gate = (mode: 'warn' | 'redact' | 'fail') => ({ finder: fakeFinder, mode });

function inPieces(content: Buffer, lengths: readonly number[], mode: 'warn' | 'redact') {
  const stream = createSecretStream(gate(mode), 'a');
  const parts: Buffer[] = [];
  const redactions: Redaction[] = [];
  let shown = 0;
  const add = (bytes: Buffer, isLast: boolean) => {
    const piece = stream.add(bytes, isLast);
    parts.push(Buffer.from(piece.content));
    for (const { at, ...rest } of piece.redactions) redactions.push({ at: shown + at, ...rest });
    shown += piece.content.length;
  };
  let at = 0;
  for (const length of lengths) {
    let end = Math.min(content.length, at + length);
    // A piece ends between two characters.
    while (end < content.length && ((content[end] as number) & 0xc0) === 0x80) end++;
    add(content.subarray(at, end), false);
    at = end;
  }
  add(content.subarray(at), true);
  const { findings, replaced } = stream;
  return { content: Buffer.concat(parts), redactions, findings, replaced };
}

/** Text with secrets, parts of secrets and what only looks like one. */
const arbitraryText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'SECRET-12345678',
        'xSECRET-12345678',
        'SECRET-1234567',
        'SECRET-123456789',
        'BEGIN KEY\n12\n34\nEND KEY',
        'BEGIN KEY',
        ' # allowed',
        '\n',
        '\r\n',
        'é€😀',
        '`'.repeat(5),
      ),
      fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\n', '')),
      fc.nat(250).map((length) => '.'.repeat(length)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.from(parts.join('').toWellFormed()));

describe('createSecretStream', () => {
  it('finds and replaces in pieces what is found and replaced in the whole', () => {
    fc.assert(
      fc.property(arbitraryText, fc.array(fc.nat(400), { maxLength: 10 }), (content, lengths) => {
        // Longer ones than the overlap may be missed.
        fc.pre(fakeFinder.find(content, 'a').every(({ start, end }) => end - start <= 100));
        // A comment beyond the overlap isn't seen.
        fc.pre(!content.includes('allowed'));
        const { findings, secrets } = searchContent(gate('redact'), 'a', content);
        const { content: expected, redactions } = redactSpans(content, secrets);
        const found = inPieces(content, lengths, 'redact');
        expect(found.content.toString()).toBe(expected.toString());
        expect(found).toMatchObject({ redactions, findings, replaced: redactions.length });
      }),
      { numRuns: 2000 },
    );
  });

  it('returns pieces as they are if nothing is replaced, and finds the same', () => {
    fc.assert(
      fc.property(arbitraryText, fc.array(fc.nat(400), { maxLength: 10 }), (content, lengths) => {
        fc.pre(fakeFinder.find(content, 'a').every(({ start, end }) => end - start <= 100));
        fc.pre(!content.includes('allowed'));
        const found = inPieces(content, lengths, 'warn');
        expect(found.content.equals(content)).toBe(true);
        expect(found.findings).toStrictEqual(searchContent(gate('warn'), 'a', content).findings);
      }),
    );
  });

  it('replaces a key that is longer than the overlap, and tells it once', () => {
    // As far as there is a key, and what precedes its end.
    const keys: SecretFinder = {
      overlap: 100,
      find: (bytes) =>
        Array.from(
          Buffer.from(bytes)
            .toString('latin1')
            .matchAll(/BEGIN KEY\n[a-z\n]*(?:END KEY)?|[a-z\n]+END KEY/g),
          ({ index, 0: key }) => ({ start: index, end: index + key.length, rule: 'key', line: 1 }),
        ),
    };
    const key = `BEGIN KEY\n${'abcdefg\n'.repeat(60)}END KEY`;
    const content = Buffer.from(`${'.'.repeat(50)}${key}${'.'.repeat(50)}`);
    for (let cut = 0; cut < content.length; cut += 7) {
      const stream = createSecretStream({ finder: keys, mode: 'redact' }, 'a');
      const shown = [content.subarray(0, cut), content.subarray(cut)].map((piece, at) =>
        Buffer.from(stream.add(piece, at === 1).content),
      );
      const text = Buffer.concat(shown).toString();
      expect(text.replaceAll(/\[REDACTED:key\]|\n/g, '')).toBe('.'.repeat(100));
      expect(text.split('\n')).toHaveLength(key.split('\n').length);
      expect(stream.findings).toHaveLength(1);
    }
  });

  it('lags behind by the overlap, even in bytes that are no text', () => {
    const stream = createSecretStream(gate('redact'), 'a');
    const { content } = stream.add(Buffer.alloc(1000, 0x80), false);
    expect(content.length).toBeGreaterThanOrEqual(1000 - 100 - 3);
    expect(content.length).toBeLessThanOrEqual(1000 - 100);
  });
});

describe('searchContent', () => {
  const content = Buffer.from('a SECRET-12345678\nb SECRET-12345678 # allowed\n');

  it('tells what is done about each secret, and passes no fingerprint of what is redacted on', () => {
    const finding = { path: 'p', rule: 'fake' };
    const fingerprint = 'f'.repeat(32);
    const allowed = { ...finding, line: 2, fingerprint, action: 'allowed' };
    for (const [mode, action] of [
      ['warn', 'warned'],
      ['fail', 'refused'],
    ] as const) {
      expect(searchContent(gate(mode), 'p', content)).toStrictEqual({
        findings: [{ ...finding, line: 1, fingerprint, action }, allowed],
        secrets: [],
      });
    }
    const { findings, secrets } = searchContent(gate('redact'), 'p', content);
    expect(findings).toStrictEqual([{ ...finding, line: 1, action: 'redacted' }, allowed]);
    expect(secrets).toMatchObject([{ start: 2, end: 17 }]);
  });
});
