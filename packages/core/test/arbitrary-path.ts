import fc from 'fast-check';
import { decodePath } from '../src/index.js';

/** Bytes that a path can have, many of them no UTF-8: cut sequences, surrogates in UTF-8, overlong forms. */
export const arbitraryPathBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ min: 1, minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).map((text) => Buffer.from(text)),
  fc
    .array(
      fc.constantFrom(
        [0x61],
        [0x2f],
        [0xc3, 0xa9],
        [0xc3],
        [0xc0, 0x80],
        [0xed, 0x9f, 0xbf],
        [0xed, 0xa0, 0x80],
        [0xed, 0xb2, 0x80],
        [0xee, 0x80, 0x80],
        [0xef, 0xbf, 0xbd],
        [0xef, 0xbf, 0xbf],
        [0xf0, 0x9f, 0x98, 0x80],
        [0xf0, 0x9f],
        [0xf4, 0x90, 0x80, 0x80],
        [0x80],
        [0xff],
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => Uint8Array.from(parts.flat())),
);

/** Paths as the workspace's strings, also of names that aren't UTF-8. */
export const arbitraryPath: fc.Arbitrary<string> = arbitraryPathBytes.map(decodePath);
