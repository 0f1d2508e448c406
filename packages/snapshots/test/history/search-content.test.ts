import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineMatcher } from '../../src/index.js';
import { createContentSearch } from '../../src/history/search-content.js';

type Piece = Parameters<ReturnType<typeof createContentSearch>['take']>[0];

function search(
  pieces: readonly Uint8Array[],
  matcher: Awaited<ReturnType<typeof createLineMatcher>>,
  encoding?: 'base64',
) {
  const content = createContentSearch(encoding === undefined ? {} : { encoding }, matcher);
  for (const [at, bytes] of pieces.entries()) {
    const stored = encoding === undefined ? bytes : Buffer.from('bm90aGluZw==');
    content.take({ stored, bytes, isLast: at === pieces.length - 1, problem: undefined } as Piece);
  }
  return content.finish();
}

it('finds the lines that a plain search finds, however the content is cut into pieces', async () => {
  const text = fc.array(fc.constantFrom('é', 'a', 'ab', '\n', '\r\n', '😀', ' '), {
    maxLength: 40,
  });
  const cuts = fc.array(fc.nat(60), { maxLength: 5 });
  const pattern = fc.constantFrom('ab', 'a.', '^a', 'é$', '😀', '^$');
  await fc.assert(
    fc.asyncProperty(text, cuts, pattern, async (parts, places, wanted) => {
      const bytes = Buffer.from(parts.join(''));
      const edges = [0, ...places.map((at) => Math.min(at, bytes.length)), bytes.length].toSorted(
        (a, b) => a - b,
      );
      const pieces = edges.slice(1).map((to, at) => bytes.subarray(edges[at], to));
      const matcher = await createLineMatcher({ pattern: wanted, fixed: false, ignoreCase: false });
      const lines = bytes.toString('utf8').split('\n');
      if (lines.at(-1) === '') lines.pop();
      const expected = lines.flatMap((line, at) =>
        // As in RE2, a dot matches CR.
        new RegExp(wanted, 'su').test(line) ? [{ line: at + 1, text: line }] : [],
      );
      expect(search(pieces, matcher)).toEqual({
        hits: expected,
        binary: false,
        matches: expected.length > 0,
        truncated: false,
      });
    }),
  );
});

it('of a binary content it says only whether it matches', async () => {
  const matcher = await createLineMatcher({ pattern: 'needle', fixed: true, ignoreCase: false });
  const binary = { hits: [], binary: true, truncated: false };
  expect(search([Buffer.from('needle\n\0')], matcher)).toEqual({ ...binary, matches: true });
  expect(search([Buffer.from('needle\n'), Buffer.from('\0')], matcher)).toEqual({
    ...binary,
    matches: true,
  });
  expect(search([Buffer.from('x\0')], matcher)).toEqual({ ...binary, matches: false });
  expect(search([Buffer.from('\u0001needle')], matcher, 'base64')).toEqual({
    ...binary,
    matches: true,
  });
});

it('keeps little of a line that never ends, and counts lines on', async () => {
  const matcher = await createLineMatcher({ pattern: 'needle', fixed: true, ignoreCase: false });
  const long = Array.from({ length: 40 }, () => Buffer.alloc(2 ** 18, 'x'));
  const { hits } = search([...long, Buffer.from('needle\n2\nneedle\n')], matcher);
  expect(hits.map(({ line }) => line)).toEqual([1, 3]);
  expect(hits[0]?.text.length).toBeLessThan(2 ** 21);
});
