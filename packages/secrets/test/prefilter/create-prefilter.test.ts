import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { createPrefilter } from '../../src/prefilter/create-prefilter.js';
import { findKeysProgram } from '../../src/prefilter/find-keys-program.js';
import type { Needle } from '../../src/prefilter/needle.js';
import { type ByteSet, parseByteSet } from '../../src/tokens/byte-set.js';
import { parseTokenPattern } from '../../src/tokens/parse-token-pattern.js';

const sets = new Map<string, ByteSet>();
const needleOf = (pattern: string, anchor?: Needle['anchor']): Needle => ({
  head: parseTokenPattern(pattern, sets).flatMap(({ set, min }) =>
    Array.from({ length: min }, () => set),
  ),
  ...(anchor && { anchor }),
});
const needles = [
  needleOf('abcd_[a-z0-9]{12}'),
  needleOf('abc[a-z]{13}'),
  needleOf('a.bcd.[A-Za-z0-9_-]{20}'),
  needleOf('SG.[A-Za-z0-9]{16}'),
  needleOf('[0-9]:AA[a-z]{20}'),
  needleOf('a-b-[a-z]{16}'),
  needleOf('-----BEGIN', { offset: 5, length: 4 }),
  needleOf('://', { offset: 0, length: 3 }),
  needleOf('[A-Za-z0-9]{3}[0-9]Q~[a-z]{3}', { offset: 3, length: 3 }),
];
const prefilter = createPrefilter(needles);

const wordBytes = parseByteSet('A-Za-z0-9_+/-');
const isWord = (bytes: Uint8Array, at: number) => wordBytes[bytes[at] ?? 0] === 1;

/** Where a word of 16 bytes begins, as the prefilter has it, by looking at each byte. */
function beginsWord(bytes: Uint8Array, at: number): boolean {
  for (let place = at; place < at + 16; place++) if (!isWord(bytes, place)) return false;
  const isSeparator = (byte: number | undefined) =>
    byte !== undefined && '+/-'.includes(String.fromCharCode(byte));
  return (
    at === 0 || !isWord(bytes, at - 1) || (isSeparator(bytes[at - 1]) && !isSeparator(bytes[at]))
  );
}

/** Which needles begin where, and have a word that the prefilter looks at. */
function findNaively(bytes: Uint8Array): string[] {
  const starts = [0, 0, 6, 3, 2, 0, -1, -1, -1];
  return needles.flatMap(({ head }, needle) =>
    [...bytes.keys()]
      .filter((at) => head.every((set, index) => set[bytes[at + index] ?? 256] === 1))
      .filter((at) => {
        const start = starts[needle] as number;
        if (start === -1) return true;
        const place = at + start;
        return (
          beginsWord(bytes, place) ||
          (bytes[place - 2] === 0x5c && beginsWord(bytes, place - 1)) ||
          (bytes[place - 3] === 0x25 && beginsWord(bytes, place - 2))
        );
      })
      .map((at) => `${needle}@${at}`),
  );
}

/** The hits of the prefilter at which the whole head is. */
function find(bytes: Uint8Array): string[] {
  const found = new Set<string>();
  prefilter(bytes, (needle, at) => {
    const head = (needles[needle] as Needle).head;
    if (head.every((set, index) => set[bytes[at + index] ?? 256] === 1))
      found.add(`${needle}@${at}`);
  });
  return [...found];
}

const pieces = fc.oneof(
  fc.constantFrom(
    ...'abcd_ abc a.bcd. SG. 7:AA a-b- -----BEGIN ---- :// xyz5Q~ \\n %3D - / _ " ~ : Q é'.split(
      ' ',
    ),
    ' ',
    '\n',
  ),
  fc.stringMatching(/^[a-z0-9]{1,20}$/),
  fc.stringMatching(/^[a-z]{14,24}$/),
);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => Buffer.from(parts.join('')));
const contents = fc.oneof(texts, fc.uint8Array({ maxLength: 300 }));

describe('createPrefilter', () => {
  it('finds what a look at each byte does', () => {
    fc.assert(
      fc.property(contents, (bytes) => {
        expect(find(bytes).sort()).toEqual(findNaively(bytes).sort());
      }),
      { numRuns: 3000 },
    );
  });

  it('finds it wherever it is in a block, and in contents that end behind it', () => {
    for (const text of [
      'abcd_0123456789ab',
      'SG.0123456789abcdef',
      '://',
      '-----BEGIN',
      'abc5Q~abc',
    ]) {
      for (let before = 0; before < 130; before++) {
        const bytes = Buffer.from(' '.repeat(before) + text);
        expect(find(bytes), `${before}`).toEqual(findNaively(bytes));
        expect(find(bytes)).toHaveLength(1);
      }
    }
  });

  it('finds it at the borders of pieces, once', () => {
    const text = 'abcd_0123456789ab';
    for (let place = 65_536 - 90; place < 65_536 + 90; place++) {
      const bytes = Buffer.alloc(70_000, ' ');
      bytes.write(text, place);
      const places: number[] = [];
      prefilter(bytes, (needle, at) => {
        if (needle === 0) places.push(at);
      });
      expect(places).toEqual([place]);
    }
  });

  it('finds more places than its list holds', () => {
    const bytes = Buffer.from('abcd_0123456789ab '.repeat(50_000));
    let count = 0;
    prefilter(bytes, (needle) => {
      if (needle === 0) count++;
    });
    expect(count).toBe(50_000);
    let addresses = 0;
    prefilter(Buffer.from('://'.repeat(40_000)), (needle) => {
      if (needle === 7) addresses++;
    });
    expect(addresses).toBe(40_000);
  });

  it('is the program of which the source is there', async () => {
    const source = readFileSync(new URL('../../scripts/find-keys.wat', import.meta.url), 'utf8');
    const assembler = await wabt();
    const { buffer } = assembler.parseWat('find-keys.wat', source, { simd: true }).toBinary({});
    expect(findKeysProgram.toString('base64')).toBe(Buffer.from(buffer).toString('base64'));
  });

  it('refuses needles without a word that it could find', () => {
    expect(() => createPrefilter([needleOf('a[a-z]{20}')])).toThrow('no word with a key');
    expect(() => createPrefilter([needleOf('abcd.[a-z]{3}.')])).toThrow('no word with a key');
  });
});
