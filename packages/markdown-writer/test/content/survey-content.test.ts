import { arbitraryContent } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFenceChooser } from '../../src/content/create-fence-chooser.js';
import { contentPieces } from '../../src/content/content-pieces.js';
import { showAsText } from '../../src/content/show-as-text.js';
import { surveyContent } from '../../src/content/survey-content.js';
import { scanBytes } from '../../src/scanning/scan-bytes.js';
import { memorySource } from '../memory-tree.js';

const { signal } = new AbortController();

/** Bytes that begin, continue or break characters of every form, often behind a BOM. */
const mixture = fc
  .tuple(
    fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xff], [0xfe]),
    fc.array(
      fc.constantFrom(0x60, 0x7e, 0x0a, 0x00, 0x01, 0x1b, 0xc3, 0xa9, 0xe2, 0xf0, 0x9f, 0xd8, 0xdc),
      { maxLength: 12 },
    ),
  )
  .map((parts) => Buffer.from(parts.flat()));

const surrogates = fc
  .tuple(
    fc.boolean(),
    fc.string({ unit: fc.constantFrom('😀', 'é', 'x', '`', '\ud83d', '\ude00') }),
  )
  .map(([swap, text]) => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return swap ? bytes.swap16() : bytes;
  });

/** A buffer shorter than this can't hold a broken character and one byte more. */
const shortest = 4;

async function surveyInPieces(content: Buffer, pieceLength: number) {
  const survey = await surveyContent(memorySource(content), {
    buffer: Buffer.alloc(pieceLength),
    signal,
  });
  if (survey === undefined) return undefined;
  const { form, fence } = survey;
  const pieces = contentPieces(memorySource(content), form.brokenLength, () =>
    Buffer.alloc(pieceLength),
  );
  const shown = Array.from(pieces, ({ bytes }) => form.toUtf8(bytes) as Buffer);
  return { encoding: form.encoding, fence, content: Buffer.concat(shown) };
}

function judgeWhole(content: Buffer) {
  const text = showAsText(content, scanBytes(content));
  if (text === undefined) return undefined;
  const fences = createFenceChooser();
  fences.add(text.content);
  return { encoding: text.encoding, fence: fences.fence(), content: Buffer.from(text.content) };
}

describe('surveyContent', () => {
  it('judges a content in pieces of any length as it is judged whole', async () => {
    const content = fc.oneof(arbitraryContent, mixture, surrogates);
    const pieceLength = fc.integer({ min: shortest, max: 40 });
    await fc.assert(
      fc.asyncProperty(content, pieceLength, async (bytes, length) => {
        expect(await surveyInPieces(bytes, length)).toEqual(judgeWhole(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[string, Buffer, string | undefined]>([
    ['UTF-8', Buffer.from('caf\u00e9'), undefined],
    ['Latin-1 after much UTF-8', Buffer.from('c3a9'.repeat(50) + 'e9', 'hex'), 'latin1'],
    ['UTF-16, little-endian', Buffer.from('\uFEFF😀', 'utf16le'), 'utf-16le'],
    ['UTF-16, big-endian', Buffer.from('\uFEFF😀', 'utf16le').swap16(), 'utf-16be'],
    ['half a code unit', Buffer.from([0xff, 0xfe, 0x41]), 'binary'],
    ['a lone surrogate', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'binary'],
    ['U+0000 in UTF-16', Buffer.from('\uFEFF\0', 'utf16le'), 'binary'],
    ['half a BOM', Buffer.from([0xff]), 'latin1'],
    ['a control character', Buffer.from([0xe9, 0x01]), 'binary'],
    ['NUL', Buffer.from([0x41, 0x00]), 'binary'],
    ['nothing', Buffer.alloc(0), undefined],
  ])('knows %s', async (_name, content, encoding) => {
    const whole = judgeWhole(content);
    expect(whole === undefined ? 'binary' : whole.encoding).toBe(encoding);
    expect(await surveyInPieces(content, shortest)).toEqual(whole);
  });
});
