import { join } from 'node:path';
import { isRedacted } from '@create-dump/core';
import { readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  diffDumps,
  openDump,
  restoreDump,
  restoreSalvage,
  salvageDump,
  verifyDump,
} from '../src/index.js';
import { buildDump, forgeDump, sha256 } from './build-dump.js';
import { collect } from './collect.js';
import { memorySource } from './memory-source.js';

const redacted = [{ at: 4, length: 12, rule: 'r' }];
const shown = 'key=[REDACTED:r]\n';
const utf16 = Buffer.from('\uFEFFa\n[REDACTED:r]', 'utf16le');
const files = [
  { path: 'a', content: 'a\n' },
  { path: 'b', content: shown, redacted },
  { path: 'c', content: utf16, redacted: [{ at: 6, length: 24, rule: 'r' }] },
  { path: 'd', content: 'b', mode: '120000', redacted: [{ at: 0, length: 1, rule: 'r' }] },
  { path: 'e', skipped: 'secret' },
  { path: 'f', content: 'f\n' },
];
const dump = buildDump(files);
const notExact = [
  { path: 'b', reason: 'redacted' },
  { path: 'c', reason: 'redacted' },
  { path: 'd', reason: 'redacted' },
  { path: 'e', reason: 'secret' },
];

function withVersion1(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace('"version":2', '"version":1');
  const end = text.lastIndexOf('{"end"');
  const digest = sha256(Buffer.from(text.slice(0, end), 'latin1'));
  const last = text.slice(end).replace(/"sha256":"\w+"/, `"sha256":"${digest}"`);
  return Buffer.from(text.slice(0, end) + last, 'latin1');
}

describe('a redacted dump', () => {
  it('verifies, and counts what is redacted', async () => {
    const report = await verifyDump(memorySource(dump));
    expect(report).toMatchObject({ ok: true, problems: [], files: 5, redacted: 3 });
  });

  it('is damaged if a byte of a redacted content differs', async () => {
    const damaged = Buffer.from(dump);
    damaged[damaged.indexOf(shown)] = 0x4b;
    const { ok, problems } = await verifyDump(memorySource(damaged));
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({ kind: 'content', path: 'b' });
  });

  it('restores everything else, and names what it leaves out', async () => {
    using directory = temporaryDirectory();
    const target = join(directory.path, 'target');
    const result = await restoreDump(memorySource(dump), { target });
    expect(result).toMatchObject({ created: 2, bytes: 4, notExact });
    expect([...readTree(target).keys()]).toStrictEqual(['a', 'f']);
  });

  it('is restored over what exists without touching files that are redacted', async () => {
    using directory = temporaryDirectory();
    await restoreDump(memorySource(buildDump([{ path: 'b', content: 'key=original\n' }])), {
      target: directory.path,
      existing: 'merge',
    });
    const options = { target: directory.path, existing: 'overwrite', verify: false } as const;
    expect(await restoreDump(memorySource(dump), options)).toMatchObject({ created: 2, notExact });
    expect(readTree(directory.path).get('b')).toBe('100644 key=original\n');
  });

  it('gives the redacted content, and its record says so', async () => {
    const opened = openDump(memorySource(dump));
    const record = opened.find('b');
    if (record === undefined || !isRedacted(record)) throw new Error('b is not redacted.');
    expect(record).toMatchObject({ shownSize: shown.length, redacted });
    expect(Buffer.concat(await collect(opened.readFile(record))).toString()).toBe(shown);
  });

  it('is unknown to a diff where it is redacted', async () => {
    const entries = await collect(openDump(memorySource(dump)).records());
    const original = { path: 'b', mode: '100644', size: 9, sha256: 'ab'.repeat(32) };
    const { unknown, changed, added } = diffDumps([original], entries);
    expect(unknown.map(({ after }) => after.path)).toStrictEqual(['b']);
    expect(changed).toStrictEqual([]);
    expect(added.map(({ path }) => path)).toStrictEqual(['a', 'c', 'd', 'e', 'f']);
    expect(diffDumps(entries, entries).unknown.map(({ after }) => after.path)).toStrictEqual(
      notExact.map(({ path }) => path),
    );
  });

  it.each([
    ['as it is', dump],
    ['without its manifest, by the remark', withoutManifest()],
  ])('is salvaged without what is redacted: %s', async (_what, bytes) => {
    using directory = temporaryDirectory();
    const source = memorySource(bytes);
    const salvage = await salvageDump(source);
    expect(salvage.files.map(({ path }) => path)).toStrictEqual(['a', 'f']);
    expect(salvage).toMatchObject({ redacted: ['b', 'c', 'd'], missing: [] });
    const target = join(directory.path, 'target');
    await restoreSalvage(source, salvage, { target });
    expect([...readTree(target).keys()]).toStrictEqual(['a', 'f']);
  });

  it.each([
    ['a redacted content', [{ path: 'b', content: shown, redacted }]],
    ['a content left out for its secrets', [{ path: 'e', skipped: 'secret' }]],
  ])('of version 1 is refused: %s', async (_what, some) => {
    const source = memorySource(withVersion1(buildDump(some)));
    const { problems } = await verifyDump(source);
    expect(problems).toMatchObject([{ kind: 'malformed' }]);
    expect(problems[0]?.message).toContain('only version 2');
    expect(() => openDump(source).find(some[0]?.path ?? '')).toThrow('only version 2');
  });

  it('is refused if its record has the size of the original', async () => {
    const line = {
      path: 'x',
      size: 4,
      shownSize: 4,
      shownSha256: sha256('evil'),
      offset: 0,
      length: 4,
      line: 1,
      lines: 1,
      redacted: [{ at: 0, length: 1, rule: 'r' }],
    };
    const { problems } = await verifyDump(memorySource(forgeDump(Buffer.from('evil\n'), [line])));
    expect(problems).toMatchObject([{ kind: 'malformed' }]);
  });
});

/** As the writer would have written it, up to the manifest. */
function withoutManifest(): Buffer {
  const marked = files.map(({ redacted: spans, path }) => ({
    path,
    isRedacted: spans !== undefined,
  }));
  let text = buildDump(files).toString('utf8');
  text = text.slice(0, text.indexOf('## Manifest'));
  for (const { path, isRedacted: isMarked } of marked) {
    const heading = `## \`${path}\`\n\n`;
    if (isMarked) text = text.replace(heading, `${heading}*With secrets redacted:*\n\n`);
  }
  return Buffer.from(text);
}
