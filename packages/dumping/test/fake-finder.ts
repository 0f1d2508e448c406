import type { SecretFinder, SecretSpan } from '@create-dump/core';
import type { CreateFinder, ProjectSecrets } from '../src/index.js';

/** A secret, joined at run time: no scanner, our own one included, shall find it in this file. */
export const fakeSecret = (digits: string) => ['SECRET', digits].join('-');

/** Finds `SECRET-` with eight digits; `allowed` on its line allows it. */
const fakeFinder: SecretFinder = {
  overlap: 100,
  find(bytes) {
    // Each byte as one character, so that places are bytes.
    const text = Buffer.from(bytes).toString('latin1');
    return Array.from(text.matchAll(/SECRET-\d{8}/g), (match): SecretSpan => {
      const start = match.index;
      const before = text.slice(0, start).split('\n');
      const isAllowed = /^[^\n]*allowed/.test(text.slice(start));
      return {
        start,
        end: start + match[0].length,
        rule: 'fake',
        line: before.length,
        fingerprint: 'f'.repeat(32),
        ...(isAllowed && { allowed: 'inline' }),
      };
    });
  },
};

export const createFakeFinder: CreateFinder = async () => fakeFinder;

export const fakeSecrets = (mode: ProjectSecrets['mode']): ProjectSecrets => ({
  mode,
  finder: {},
});
