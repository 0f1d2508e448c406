import { describe, expect, it } from 'vitest';
import { formatSecretBaseline, parseSecretBaseline } from '../../src/index.js';

const fingerprint = '0123456789abcdef'.repeat(2);

describe('formatSecretBaseline', () => {
  it('is sorted, has each secret once, and counts those without a fingerprint', () => {
    const text = formatSecretBaseline([
      { rule: 'url-password', path: 'b' },
      { rule: 'github-pat', path: 'b', fingerprint },
      { rule: 'url-password', path: 'b' },
      { rule: 'github-pat', path: 'a', fingerprint },
      { rule: 'url-password', path: 'a\udcff' },
    ]);
    expect(text).toBe(
      `{"rule":"github-pat","fingerprint":"${fingerprint}"}\n{"rule":"url-password","path":"a\\udcff","count":1}\n{"rule":"url-password","path":"b","count":2}\n`,
    );
    expect(parseSecretBaseline(text, 'x')).toEqual({
      fingerprints: [{ rule: 'github-pat', fingerprint }],
      counts: [
        { rule: 'url-password', path: 'a\udcff', count: 1 },
        { rule: 'url-password', path: 'b', count: 2 },
      ],
    });
    expect(formatSecretBaseline([])).toBe('');
  });
});

describe('parseSecretBaseline', () => {
  it.each([
    'x',
    '[]',
    '{"rule":"a"}',
    '{"rule":"a","fingerprint":"b"}',
    `{"rule":1,"fingerprint":"${fingerprint}"}`,
    `{"rule":"a","fingerprint":"${fingerprint}","line":1}`,
    '{"rule":"a","path":"b","count":0}',
    '{"rule":"a","path":"b"}',
  ])('refuses %s', (line) => {
    expect(() => parseSecretBaseline(`\n${line}\n`, 'known.jsonl')).toThrow(
      /^known\.jsonl:2: This is no line/,
    );
  });
});
