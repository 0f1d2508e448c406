import { describe, expect, it } from 'vitest';
import {
  comparePaths,
  createTreeDigest,
  type DumpEvent,
  type DumpRecord,
  type FileRecord,
  isSkipped,
  parseRecord,
  type SkippedFile,
} from '../src/index.js';
import { createRecordLedger } from '../src/record-ledger.js';

const file = (path: string, offset = 0): FileRecord => ({
  path,
  mode: '100644',
  size: 10,
  sha256: 'ab'.repeat(32),
  offset,
  length: 10,
  line: offset,
  lines: 1,
});
const sourceFile = (path: string) => ({ path, mode: '100644' as const, size: 10 });
const excluded = (path: string): SkippedFile => ({ path, skipped: 'excluded' });

function run(batches: readonly (readonly DumpRecord[])[], leftOut: readonly SkippedFile[] = []) {
  const events: DumpEvent[] = [];
  const entries = batches
    .flat()
    .map((record) => (isSkipped(record) ? record : sourceFile(record.path)));
  const ledger = createRecordLedger({
    entries,
    leftOut,
    observe: (event) => events.push(event),
  });
  for (const batch of batches) {
    ledger.add({ bytes: Buffer.alloc(0), records: batch }, { offset: 100, line: 7 });
  }
  const totals = ledger.finish();
  const pieces = Array.from(totals.manifest, (piece) => Buffer.from(piece));
  const lines = Buffer.concat(pieces).toString().split('\n').slice(0, -1);
  return { events, totals, records: lines.map(parseRecord) };
}

describe('createRecordLedger', () => {
  it('counts offsets and lines from the beginning of the dump, also of what began before its chunk', () => {
    const { records } = run([[file('a', 3)], [file('b', -5)]]);
    // Lines of sections count from 0, those of the dump from 1.
    expect(records).toMatchObject([
      { path: 'a', offset: 103, line: 11 },
      { path: 'b', offset: 95, line: 3 },
    ]);
  });

  it('puts files without a section in at their places: before, between, after', () => {
    const leftOut = ['a', 'b/x', 'b0', 'y', '\udcff', '😀'].sort(comparePaths).map(excluded);
    const { records, totals } = run([[file('b'), file('b/y')], [file('x')]], leftOut);
    const paths = records.map((record) => record.path);
    expect(paths).toStrictEqual(['a', 'b', 'b/x', 'b/y', 'b0', 'x', 'y', '😀', '\udcff']);
    expect(paths).toStrictEqual([...paths].sort(comparePaths));
    expect(totals).toMatchObject({ files: 3, bytes: 30, skipped: leftOut });
  });

  it('has a record for each file without a section where no section came at all', () => {
    expect(run([], [excluded('a')]).records).toStrictEqual([excluded('a')]);
  });

  it('tells the observers of what was skipped and what changed, in order, then of the progress', () => {
    const vanished: SkippedFile = { path: 'c', skipped: 'vanished', detail: 'ENOENT' };
    const { events, totals } = run(
      [[file('a'), { ...file('b'), unstable: true as const }, vanished]],
      [excluded('aa')],
    );
    expect(events).toStrictEqual([
      { type: 'file-skipped', file: excluded('aa') },
      { type: 'file-unstable', path: 'b' },
      { type: 'file-skipped', file: vanished },
      { type: 'progressed', files: 3, bytes: 20 },
    ]);
    expect(totals).toMatchObject({
      files: 2,
      skipped: [excluded('aa'), vanished],
      unstable: ['b'],
    });
  });

  it('tells the secrets of a chunk in order, counts shown bytes and remembers what is refused', () => {
    const events: DumpEvent[] = [];
    const { size: _, sha256: shownSha256, ...place } = file('a');
    const redacted = [{ at: 0, length: 5, rule: 'r' }];
    const record = { ...place, shownSize: 7, shownSha256, redacted };
    const ledger = createRecordLedger({
      entries: [sourceFile('a')],
      leftOut: [],
      observe: (event) => events.push(event),
    });
    const findings = [
      { path: 'a', rule: 'r', line: 1, action: 'redacted' as const },
      { path: 'a', rule: 's', line: 2, action: 'refused' as const },
    ];
    const chunk = { bytes: Buffer.alloc(0), records: [record], findings };
    ledger.add(chunk, { offset: 100, line: 7 });
    expect(events).toStrictEqual([
      ...findings.map((finding) => ({ type: 'secret-found', ...finding })),
      { type: 'progressed', files: 1, bytes: 7 },
    ]);
    const { manifest, ...totals } = ledger.finish();
    expect(totals).toMatchObject({
      bytes: 7,
      redacted: ['a'],
      findings: 2,
      refused: { first: [findings[1]], count: 1 },
    });
    expect(Buffer.concat([...manifest]).toString()).not.toMatch(/"(?:size|sha256)"/);
  });

  it('has the tree digest of the records that it wrote', () => {
    const { records, totals } = run(
      [[file('a'), file('c')]],
      [{ ...excluded('b'), sha256: 'cd'.repeat(32) }],
    );
    const tree = createTreeDigest();
    tree.add(records);
    expect(totals.treeSha256).toBe(tree.finish());
  });
});
