import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeManifestEnd, encodeManifestHeader, encodeRecord } from '../src/index.js';
import { arbitraryHeader, arbitraryRecord } from './arbitrary-record.js';

const sha256 = 'ab'.repeat(32);

describe('the lines of a manifest', () => {
  it('hold no backtick, no line break of any kind and no control, and are UTF-8', () => {
    fc.assert(
      fc.property(arbitraryRecord, arbitraryHeader, (record, header) => {
        for (const line of [encodeRecord(record), encodeManifestHeader(header)]) {
          expect(line).not.toMatch(/[`\p{Cc}\u2028\u2029]/u);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('encodeManifestHeader', () => {
  it('writes its keys in the order of the specification', () => {
    const git = { branch: 'main', commit: null, dirty: true, note: 'Why not.' };
    const header = { options: { toc: 'tree' }, tool: 't 1', git, generated: 'g', name: 'n`' };
    expect(encodeManifestHeader(header)).toBe(
      '{"format":"create-dump","version":1,"name":"n\\u0060","generated":"g","tool":"t 1",' +
        '"git":{"branch":"main","commit":null,"dirty":true,"note":"Why not."},"options":{"toc":"tree"}}',
    );
  });

  it('writes the facts of git in the order of the specification, however they came', () => {
    const git = { note: 'Why not.', dirty: null, commit: null, branch: null };
    const line = encodeManifestHeader({ name: 'n', generated: 'g', tool: 't', git, options: {} });
    expect(line).toContain('"git":{"branch":null,"commit":null,"dirty":null,"note":"Why not."}');
  });

  it('leaves out git where there is none', () => {
    expect(encodeManifestHeader({ name: 'n', generated: 'g', tool: 't', options: {} })).toBe(
      '{"format":"create-dump","version":1,"name":"n","generated":"g","tool":"t","options":{}}',
    );
  });
});

describe('encodeRecord, where secrets are redacted', () => {
  it('writes its keys in the order of the specification, and nothing else that a span has', () => {
    const span = { rule: 'github-pat', length: 22, at: 9, start: 1, fingerprint: 'ab' };
    const record = {
      redacted: [span],
      path: 'a.ts',
      mode: '100755',
      shownSize: 40,
      shownSha256: sha256,
      offset: 9,
      length: 80,
      line: 2,
      lines: 1,
      encoding: 'latin1',
      unstable: true,
    } as const;
    expect(encodeRecord(record)).toBe(
      `{"path":"a.ts","mode":"100755","shownSize":40,"shownSha256":"${sha256}","offset":9,"length":80,"line":2,"lines":1,` +
        '"encoding":"latin1","unstable":true,"redacted":[{"at":9,"length":22,"rule":"github-pat"}]}',
    );
  });

  it('states version 2 in the first line', () => {
    const header = { version: 2, name: 'n', generated: 'g', tool: 't', options: {} } as const;
    expect(encodeManifestHeader(header)).toContain('{"format":"create-dump","version":2,"name"');
  });
});

describe('encodeRecord', () => {
  const file = {
    path: 'a.ts',
    mode: '100644',
    size: 3,
    sha256,
    offset: 9,
    length: 4,
    line: 2,
    lines: 1,
  } as const;

  it('leaves out what does not apply', () => {
    expect(encodeRecord(file)).toBe(
      `{"path":"a.ts","size":3,"sha256":"${sha256}","offset":9,"length":4,"line":2,"lines":1}`,
    );
  });

  it('writes its keys in the order of the specification', () => {
    expect(encodeRecord({ unstable: true, encoding: 'base64', ...file, mode: '120000' })).toBe(
      `{"path":"a.ts","mode":"120000","size":3,"sha256":"${sha256}","offset":9,"length":4,"line":2,"lines":1,` +
        '"encoding":"base64","unstable":true}',
    );
  });

  it('writes a name that is not UTF-8 as base64 of its bytes', () => {
    expect(encodeRecord({ path: 'b\udcff', skipped: 'vanished', detail: 'ENOENT' })).toBe(
      '{"pathBase64":"Yv8=","skipped":"vanished","detail":"ENOENT"}',
    );
  });

  it('leaves out the ordinary mode of a skipped file', () => {
    expect(encodeRecord({ path: 'a', skipped: 'binary', mode: '100644' })).toBe(
      '{"path":"a","skipped":"binary"}',
    );
  });

  it('writes the mode of a submodule', () => {
    expect(
      encodeRecord({ path: 'lib', skipped: 'submodule', mode: '160000', detail: 'c0ffee' }),
    ).toBe('{"path":"lib","skipped":"submodule","mode":"160000","detail":"c0ffee"}');
  });
});

describe('encodeManifestEnd', () => {
  it('leaves out that no file was left out', () => {
    const end = { files: 0, skipped: 0, bytes: 0, treeSha256: sha256, manifestOffset: 7, sha256 };
    expect(encodeManifestEnd({ ...end, leftOut: 0 })).toBe(encodeManifestEnd(end));
    expect(encodeManifestEnd({ ...end, leftOut: 1 })).toContain('"skipped":0,"leftOut":1,');
  });

  it('writes its keys in the order of the specification', () => {
    const end = { sha256, manifestOffset: 7, treeSha256: sha256, bytes: 3, skipped: 1, files: 2 };
    expect(encodeManifestEnd(end)).toBe(
      `{"end":true,"files":2,"skipped":1,"bytes":3,"treeSha256":"${sha256}","manifestOffset":7,"sha256":"${sha256}"}`,
    );
  });
});
