import { expect, it } from 'vitest';
import { namedOrCounted } from '../../src/printing/named-or-counted.js';

it('names a few files, and counts many', () => {
  const lines = Array.from({ length: 500 }, (_, at) => `not proven: ${at}`);
  const few = lines.slice(0, 10);
  expect(namedOrCounted(few, 'not proven', { verbose: false })).toEqual(few);
  expect(namedOrCounted(lines, 'not proven', { verbose: false })).toEqual([
    '500 files not proven (--verbose names them)',
  ]);
  expect(namedOrCounted(lines, 'not proven', { verbose: true })).toEqual(lines);
});
