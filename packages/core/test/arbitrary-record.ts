import fc from 'fast-check';
import type {
  DumpRecord,
  FileRecord,
  ManifestHeader,
  RedactedRecord,
  SkippedFile,
} from '../src/index.js';
import { skipReasons, type SkipReason } from '../src/index.js';
import { arbitraryPath } from './arbitrary-path.js';

/** Texts with what could end a fence, a line or a JSON string. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('`', '```', '\n', '\r', '\u2028', '\u0085', '\u007f', '"', '\\', '\u0000'),
);

const count = fc.maxSafeNat();

export const arbitraryDigest: fc.Arbitrary<string> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

const arbitraryFileRecord: fc.Arbitrary<FileRecord> = fc.record(
  {
    path: arbitraryPath,
    mode: fc.constantFrom('100644', '100755', '120000'),
    size: count,
    sha256: arbitraryDigest,
    offset: count,
    length: count,
    line: count,
    lines: count,
    encoding: fc.constantFrom('latin1', 'utf-16le', 'utf-16be', 'base64'),
    change: fc.constantFrom('added', 'modified', 'renamed'),
    renamedFrom: arbitraryPath,
    unstable: fc.constant(true),
  },
  {
    noNullPrototype: true,
    requiredKeys: ['path', 'mode', 'size', 'sha256', 'offset', 'length', 'line', 'lines'],
  },
);

const arbitraryRedactions = fc
  .array(
    fc.record({
      gap: fc.nat(1000),
      length: fc.integer({ min: 1, max: 1000 }),
      rule: fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((spans) => {
    let end = 0;
    return spans.map(({ gap, length, rule }) => {
      const at = end + gap;
      end = at + length;
      return { at, length, rule };
    });
  });

const arbitraryRedactedRecord: fc.Arbitrary<RedactedRecord> = fc
  .tuple(arbitraryFileRecord, arbitraryRedactions, fc.nat(1000))
  .map(toRedacted);

function toRedacted([file, redacted, rest]: [FileRecord, RedactedRecord['redacted'], number]) {
  const { size: _, sha256: shownSha256, ...record } = file;
  const last = redacted.at(-1) ?? { at: 0, length: 0 };
  return { ...record, shownSize: last.at + last.length + rest, shownSha256, redacted };
}

/** Without the mode `100644`, which the manifest leaves out. */
const arbitrarySkippedFile: fc.Arbitrary<SkippedFile> = fc.record(
  {
    path: arbitraryPath,
    skipped: fc.constantFrom(...(Object.keys(skipReasons) as SkipReason[])),
    mode: fc.constantFrom('100755', '120000', '160000'),
    size: count,
    sha256: arbitraryDigest,
    detail: hostileText,
  },
  { noNullPrototype: true, requiredKeys: ['path', 'skipped'] },
);

export const arbitraryRecord: fc.Arbitrary<DumpRecord> = fc.oneof(
  arbitraryFileRecord,
  arbitraryRedactedRecord,
  arbitrarySkippedFile,
);

const gitFacts = fc.record(
  {
    branch: fc.option(hostileText),
    commit: fc.option(hostileText),
    dirty: fc.option(fc.boolean()),
    note: hostileText,
    sparse: fc.record({ absent: fc.nat() }, { noNullPrototype: true }),
  },
  { noNullPrototype: true, requiredKeys: ['branch', 'commit', 'dirty'] },
);

export const arbitraryHeader: fc.Arbitrary<ManifestHeader> = fc.record(
  {
    name: hostileText,
    version: fc.constant(2 as const),
    tree: fc.stringMatching(/^[0-9a-f]{64}$/),
    generated: hostileText,
    tool: hostileText,
    git: gitFacts,
    options: fc.dictionary(hostileText, fc.jsonValue(), { noNullPrototype: true }),
  },
  { noNullPrototype: true, requiredKeys: ['name', 'generated', 'tool', 'options'] },
);
