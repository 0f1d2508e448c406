import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord, parseRecord } from '../src/index.js';
import { parseAnyRecord } from '../src/parse-manifest.js';
import { parsePlainRecord } from '../src/parse-plain-record.js';
import { arbitraryRecord } from './arbitrary-record.js';

const sha256 = 'ab'.repeat(32);

function lineWith(changes: { path?: string; mode?: string; size?: string; more?: string }) {
  const { path = '"a/b"', mode = '', size = '12', more = '' } = changes;
  return `{"path":${path}${mode},"size":${size},"sha256":"${sha256}","offset":3,"length":12,"line":2,"lines":1${more}}`;
}

/** Lines as they are written, with a place changed: what decides is near the limits of what is plain. */
const arbitraryLine = fc
  .tuple(
    arbitraryRecord.map(encodeRecord),
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', '0', '9', '-', '.', 'e', ' ', '"', '\\', ',', '}', '\n', '\ud800', 'A'),
  )
  .map(([line, place, length, change]) => {
    const at = place % (line.length + 1);
    return line.slice(0, at) + change + line.slice(at + length);
  });

describe('parsePlainRecord', () => {
  it.each([
    ['a file', lineWith({})],
    ['an executable', lineWith({ mode: ',"mode":"100755"' })],
    ['a link', lineWith({ mode: ',"mode":"120000"' })],
    ['a path beyond ASCII', lineWith({ path: '"é/😀"' })],
    ['an empty path, which is for others to refuse', lineWith({ path: '""' })],
  ])('reads %s', (_what, line) => {
    expect(parsePlainRecord(line)).toStrictEqual(parseAnyRecord(line));
  });

  it.each([
    ['escapes', lineWith({ path: '"a\\u0060"' })],
    ['a control character', lineWith({ path: '"a\tb"' })],
    ['half a surrogate pair', lineWith({ path: '"a\udcff"' })],
    ['a mode that is never written', lineWith({ mode: ',"mode":"100644"' })],
    ['a number with a zero before it', lineWith({ size: '012' })],
    ['a number that may not be exact', lineWith({ size: '9007199254740993' })],
    ['another key', lineWith({ more: ',"unstable":true' })],
    ['a key twice', lineWith({ more: ',"size":1' })],
    ['a line after it', `${lineWith({})}\n`],
    ['space before it', ` ${lineWith({})}`],
  ])('leaves a line with %s to others', (_what, line) => {
    expect(parsePlainRecord(line)).toBeUndefined();
  });

  it('changes nothing of what is read, and what is refused', () => {
    fc.assert(
      fc.property(arbitraryLine, (line) => {
        expect(outcome(parseRecord, line)).toStrictEqual(outcome(parseAnyRecord, line));
      }),
      { numRuns: 3000 },
    );
  });
});

function outcome(parse: (line: string) => unknown, line: string): unknown {
  try {
    return parse(line);
  } catch (error) {
    return String(error);
  }
}
