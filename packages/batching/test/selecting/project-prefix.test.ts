import fc from 'fast-check';
import { formatDumpName, parseDumpName, toDumpPrefix } from '@create-dump/core';
import { expect, it } from 'vitest';
import { toProjectPrefix } from '../../src/selecting/project-prefix.js';

it('is the path, if that is unambiguous', () => {
  expect(toProjectPrefix('.')).toBe('root');
  expect(toProjectPrefix('packages/api')).toBe('packages+api');
  expect(toProjectPrefix('staging/src/k8s.io/api')).toBe('staging+src+k8s.io+api');
  expect(toProjectPrefix('api', 'mono')).toBe('mono+api');
  expect(toProjectPrefix('.', 'mono')).toBe('mono+root');
});

it('ends with a digest if it would be ambiguous', () => {
  const digested = [
    'root',
    'a+b',
    '.github',
    'a:b',
    'a-0123456789',
    `${'x'.repeat(200)}/y`,
    '…'.repeat(80),
  ];
  for (const path of digested) expect(toProjectPrefix(path)).toMatch(/-[0-9a-f]{10}$/);
});

const part = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'a+b',
    '+',
    'root',
    '-',
    '.a',
    '_a',
    'a-0123456789',
    'É',
    'x'.repeat(90),
  ),
  fc
    .string({ minLength: 1, unit: 'binary' })
    .filter((name) => !/[/\0]/.test(name) && !/^\.{1,2}$/.test(name)),
);
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

it('differs for any two paths, and is valid in a dump name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(path, fc.constant('.')), { minLength: 2 }), (paths) => {
      const prefixes = paths.map((one) => toProjectPrefix(one));
      expect(new Set(prefixes).size).toBe(paths.length);
      for (const prefix of prefixes) {
        expect(toDumpPrefix(prefix)).toBe(prefix);
        const name = formatDumpName({
          prefix,
          stamp: '20260101_000000',
          sequence: 0,
          extension: 'md',
        });
        expect(parseDumpName(name)?.prefix).toBe(prefix);
        expect(Buffer.byteLength(name)).toBeLessThan(240);
      }
    }),
  );
});
