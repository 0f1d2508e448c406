import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CreateDumpError,
  encodeManifestEnd,
  encodeManifestHeader,
  encodeRecord,
  parseManifestEnd,
  parseManifestHeader,
  parseRecord,
} from '../src/index.js';
import { arbitraryDigest, arbitraryHeader, arbitraryRecord } from './arbitrary-record.js';

const sha256 = 'ab'.repeat(32);
const parsers = [parseManifestHeader, parseRecord, parseManifestEnd];

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof CreateDumpError ? error.code : String(error);
  }
}

describe('parsing what was encoded', () => {
  it('gives the record again', () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(parseRecord(encodeRecord(record))).toStrictEqual(record);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the first line again', () => {
    fc.assert(
      fc.property(arbitraryHeader, (header) => {
        const parsed = parseManifestHeader(encodeManifestHeader(header));
        // Through JSON: it has no -0.
        expect(parsed).toStrictEqual(JSON.parse(JSON.stringify(header)));
      }),
    );
  });

  it('gives the last line again', () => {
    const count = fc.maxSafeNat();
    const end = fc.record(
      {
        files: count,
        skipped: count,
        leftOut: fc.integer({ min: 1 }),
        bytes: count,
        treeSha256: arbitraryDigest,
        manifestOffset: count,
        sha256: arbitraryDigest,
      },
      {
        noNullPrototype: true,
        requiredKeys: ['files', 'skipped', 'bytes', 'treeSha256', 'manifestOffset', 'sha256'],
      },
    );
    fc.assert(
      fc.property(end, (value) => {
        expect(parseManifestEnd(encodeManifestEnd(value))).toStrictEqual(value);
      }),
    );
  });
});

describe('parsing anything else', () => {
  it('throws DUMP_MALFORMED or nothing, for any text and any JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        for (const parse of parsers)
          expect(['none', 'DUMP_MALFORMED']).toContain(codeOf(() => parse(line)));
      }),
      { numRuns: 500 },
    );
  });

  it('throws DUMP_MALFORMED or nothing, for a good line with one value changed', () => {
    const lines = fc.oneof(
      arbitraryRecord.map(encodeRecord),
      arbitraryHeader.map(encodeManifestHeader),
    );
    fc.assert(
      fc.property(lines, fc.nat(12), fc.jsonValue(), (line, at, value) => {
        const fields = Object.entries(JSON.parse(line) as object);
        fields.splice(at % fields.length, 1, [fields[at % fields.length]?.[0] ?? '', value]);
        const changed = JSON.stringify(Object.fromEntries(fields));
        for (const parse of parsers)
          expect(['none', 'DUMP_MALFORMED']).toContain(codeOf(() => parse(changed)));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['version', 'format', 'mode', 'encoding', 'skipped', 'path', 'git'])(
    'throws DUMP_MALFORMED where "%s" is nested too deep to be shown',
    (key) => {
      const deep = '['.repeat(50_000) + ']'.repeat(50_000);
      const line = `{"path":"a","format":"create-dump","version":1,"${key}":${deep}}`;
      for (const parse of parsers) expect(codeOf(() => parse(line))).toBe('DUMP_MALFORMED');
    },
  );

  it('keeps a long line out of the message', () => {
    const line = JSON.stringify({ path: 'a', mode: 'x'.repeat(10_000) });
    expect(() => parseRecord(line)).toThrow(/^[^]{1,500}$/);
    const long = 'x'.repeat(121);
    expect(() => parseRecord(long)).toThrow(`is not JSON: "${'x'.repeat(120)}…"`);
    expect(() => parseRecord(long.slice(1))).toThrow(`is not JSON: "${'x'.repeat(120)}"`);
  });

  it('has the reason that JSON.parse gives as its cause', () => {
    expect(() => parseRecord('{')).toThrow(
      expect.objectContaining({ cause: expect.any(SyntaxError) as unknown }),
    );
  });

  const parserOf = { first: parseManifestHeader, file: parseRecord, last: parseManifestEnd };
  const header = '"format":"create-dump","version":1,"name":"n","generated":"g","tool":"t"';
  const digest = 'a SHA-256 in lower-case hexadecimal';
  it.each<[keyof typeof parserOf, string, string]>([
    ['file', '[]', 'it is not a JSON object'],
    ['file', 'null', 'it is not a JSON object'],
    ['file', '{"path":1}', '"path" is not a string'],
    ['file', '{"path":"\\ud800"}', '"path" is not Unicode'],
    ['file', '{"pathBase64":"!"}', '"pathBase64" is not base64'],
    ['file', '{"path":"a","mode":"160000"}', 'mode "160000" is not known'],
    ['file', '{"path":"a","mode":{}}', 'mode (an object) is not known'],
    ['file', '{"path":"a","mode":true}', 'mode true is not known'],
    ['file', '{"path":"a","encoding":"utf-7"}', 'encoding "utf-7" is not known'],
    ['file', '{"path":"a","unstable":false}', '"unstable" is not true'],
    ['file', '{"path":"a","skipped":1}', 'reason 1 is not known'],
    ['file', '{"path":"a","size":-0}', '"size" is not a whole number from 0 to 2^53'],
    ['file', '{"path":"a","size":1,"sha256":"ab"}', `"sha256" is not ${digest}`],
    ['first', `{${header},"git":[]}`, '"git" is not an object'],
    ['first', `{${header},"git":{"dirty":1}}`, '"git" has a value of the wrong type'], // oxfmt-ignore
    ['first', '{}', 'it has no "format": "create-dump"'],
    ['last', '{}', 'it is not the last line of a manifest'],
  ])('names the fault and the line, as the %s line: %s', (kind, line, fault) => {
    expect(() => parserOf[kind](line)).toThrow(
      `A line of the manifest is wrong: ${fault}: ${JSON.stringify(line)}`,
    );
  });
});

describe('parseManifestHeader', () => {
  it('refuses a version that it does not know, and says so', () => {
    const line = '{"format":"create-dump","version":3,"name":"n","generated":"g","tool":"t"}';
    expect(() => parseManifestHeader(line)).toThrow('format version 3');
    const without = '{"format":"create-dump","version":null}';
    expect(() => parseManifestHeader(without)).toThrow('format version null');
  });

  it('ignores keys that it does not know', () => {
    const line =
      '{"format":"create-dump","version":1,"name":"n","generated":"g","tool":"t","new":1,"__proto__":{"git":1}}';
    expect(parseManifestHeader(line)).toStrictEqual({
      name: 'n',
      generated: 'g',
      tool: 't',
      options: {},
    });
  });

  it('takes what git does not tell for unknown, and options that are no object for none', () => {
    const line = (git: string, options: string) =>
      `{"format":"create-dump","version":1,"name":"n","generated":"g","tool":"t","git":${git},"options":${options}}`;
    const header = { name: 'n', generated: 'g', tool: 't', options: {} };
    const git = { branch: null, commit: null, dirty: null };
    for (const [told, options] of [
      ['{}', '[]'],
      ['{"note":1}', 'null'],
      ['{"sparse":true}', '"toc"'],
      ['{"sparse":{"absent":"1"}}', '1'],
    ] as const)
      expect(parseManifestHeader(line(told, options))).toStrictEqual({ ...header, git });
  });

  it.each([
    ['no name', '"generated":"g","tool":"t"'],
    ['a time that is no text', '"name":"n","generated":1,"tool":"t"'],
    ['no tool', '"name":"n","generated":"g"'],
    ['a tree that is no digest', '"name":"n","tree":"ab","generated":"g","tool":"t"'],
  ])('refuses %s', (_what, keys) => {
    const line = `{"format":"create-dump","version":1,${keys}}`;
    expect(codeOf(() => parseManifestHeader(line))).toBe('DUMP_MALFORMED');
  });

  it.each(['null', '[]', '{"branch":1}', '{"commit":false}', '{"dirty":"yes"}'])(
    'refuses "git": %s',
    (git) => {
      const line = `{"format":"create-dump","version":1,"name":"n","generated":"g","tool":"t","git":${git}}`;
      expect(codeOf(() => parseManifestHeader(line))).toBe('DUMP_MALFORMED');
    },
  );
});

describe('parseRecord', () => {
  const good = { path: 'a', size: 1, sha256, offset: 1, length: 1, line: 1, lines: 1 };

  it('names a change that it does not know', () => {
    const line = JSON.stringify({ ...good, change: 'moved' });
    expect(() => parseRecord(line)).toThrow('change "moved" is not known');
  });

  it('takes an absent mode for 100644', () => {
    expect(parseRecord(JSON.stringify(good))).toStrictEqual({ ...good, mode: '100644' });
  });

  it.each([
    ['no path', { path: undefined }],
    ['a path that is no text', { path: 1 }],
    ['a path with half a surrogate pair, which has no bytes', { path: '\ud800' }],
    ['a path with the escape of a byte, which belongs into pathBase64', { path: 'a\udcff' }],
    ['bad base64', { pathBase64: '!' }],
    ['base64 without padding', { pathBase64: 'Yv8' }],
    ['a negative size', { size: -1 }],
    ['half a byte', { size: 0.5 }],
    ['a size beyond 2^53', { size: 2 ** 53 }],
    ['an offset in a text', { offset: '1' }],
    ['no length', { length: undefined }],
    ['a digest in upper case', { sha256: sha256.toUpperCase() }],
    ['a short digest', { sha256: 'ab' }],
    ['a digit before a digest', { sha256: `0${sha256}` }],
    ['a digit after a digest', { sha256: `${sha256}0` }],
    ['a digest in a list', { sha256: [sha256] }],
    ['a mode of no file', { mode: '160000' }],
    ['an encoding that is not known', { encoding: 'utf-7' }],
    ['a change that is not known', { change: 'moved' }],
    ['an earlier path that is no text', { renamedFrom: 1 }],
    ['bad base64 of an earlier path', { renamedFromBase64: '!' }],
    ['a reason that is not known', { skipped: 'because' }],
    ['a reason that every object has', { skipped: 'constructor' }],
    ['a reason that is no text', { skipped: null }],
    ['a detail that is no text', { skipped: 'binary', detail: 1 }],
  ])('refuses %s', (_what, change) => {
    expect(codeOf(() => parseRecord(JSON.stringify({ ...good, ...change })))).toBe(
      'DUMP_MALFORMED',
    );
  });
});

describe('parseManifestEnd', () => {
  it('refuses a line that is not the last', () => {
    expect(() => parseManifestEnd('{"path":"a"}')).toThrow('not the last line');
    expect(() => parseManifestEnd('{"end":1}')).toThrow('not the last line');
  });

  const end = { end: true, files: 1, skipped: 1, bytes: 1, manifestOffset: 1 };
  const good = { ...end, treeSha256: sha256, sha256 };
  it.each(['files', 'skipped', 'leftOut', 'bytes', 'manifestOffset', 'treeSha256', 'sha256'])(
    'refuses a negative number, and what is no digest, as %s',
    (key) => {
      expect(codeOf(() => parseManifestEnd(JSON.stringify(good)))).toBe('none');
      const line = JSON.stringify({ ...good, [key]: -1 });
      expect(codeOf(() => parseManifestEnd(line))).toBe('DUMP_MALFORMED');
    },
  );
});
