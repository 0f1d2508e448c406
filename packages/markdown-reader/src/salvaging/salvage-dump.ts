/*
 * Salvaging: recovers contents from a dump that is cut off or was edited, by its headings and fences instead of its
 * manifest. A `ByteSource` comes in; `salvageDump` returns the contents it found, and for each whether a surviving record
 * proves it. `restoreSalvage`, in `restoring`, writes them.
 */

import { createHash } from 'node:crypto';
import {
  comparePaths,
  CreateDumpError,
  displayPath,
  type DumpRecord,
  type FileRecord,
  isRedacted,
  isSkipped,
  parseRecord,
} from '@create-dump/core';
import { type ByteSource, readFully } from '../reading/byte-source.js';
import { createContentDecoder } from '../reading/content-decoder.js';
import { pathProblem } from '../reading/path-problem.js';
import { createPathSequence } from '../reading/path-sequence.js';
import { createWorkBudget, fileCost, type WorkBudget } from '../reading/work-budget.js';
import type { DialectName, DumpDialect } from './dump-dialect.js';
import { scanLines } from './scan-lines.js';
import { scanSections, type TextSection, type TextSections } from './scan-sections.js';

/** A content found in the text of a dump. `size` and `sha256` describe what was found. */
export interface SalvagedFile extends FileRecord {
  /** Whether the manifest has a record of this path and digest. */
  readonly proven: boolean;
  /** False if the dump is cut off within this content. */
  readonly complete: boolean;
}

export interface Salvage {
  /** Name of the dump for messages. */
  readonly name: string;
  readonly dialect: DialectName;
  /** Ordered by path. */
  readonly files: readonly SalvagedFile[];
  /** Why sections can't be restored, such as an unsafe or duplicate path. Sentences, safe to print. */
  readonly refused: readonly string[];
  /** Paths that the readable part of the manifest lists, but whose sections weren't found. */
  readonly missing: readonly string[];
  /** Paths of contents in which secrets are redacted: they aren't among the files. */
  readonly redacted: readonly string[];
}

/**
 * Finds the contents of a dump that is cut off or was edited, by its headings and fences. The manifest is only used to prove
 * contents. Also reads dumps of the Python program `create_dump` and of repomix (Markdown style), which prove nothing.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if it is none of these; `READ_FAILED`.
 */
export async function salvageDump(
  source: ByteSource,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Salvage> {
  const budget = createWorkBudget(signal);
  const found = await scanSections(source, budget);
  const { dialect } = found;
  if (dialect === undefined) {
    throw new CreateDumpError(
      'DUMP_MALFORMED',
      `${source.name} doesn't look like a dump of create-dump, create_dump or repomix (in Markdown).`,
    );
  }
  const { records, redacted } = await readableRecords(source, found.manifest, budget);
  const { chosen, refused } = chooseSections(found.sections);
  const files: SalvagedFile[] = [];
  for (const section of chosen) {
    const record = records.get(section.path);
    if (record === undefined && section.isRedacted) redacted.add(section.path);
    if (redacted.has(section.path)) continue;
    files.push(await identify(source, { section, dialect, record, budget }));
    records.delete(section.path);
  }
  const missing = [...records.keys()];
  const left = [...redacted].toSorted(comparePaths);
  return { name: source.name, dialect: dialect.name, files, refused, missing, redacted: left };
}

/** The file records of a manifest and the paths of redacted ones, ignoring its broken lines. */
async function readableRecords(
  source: ByteSource,
  manifest: TextSections['manifest'],
  budget: WorkBudget,
): Promise<{ records: Map<string, FileRecord>; redacted: Set<string> }> {
  const records = new Map<string, FileRecord>();
  const redacted = new Set<string>();
  if (manifest === undefined) return { records, redacted };
  for (const { text } of scanLines(source, manifest)) {
    const record = tryParse(text);
    if (record !== undefined && isRedacted(record)) redacted.add(record.path);
    else if (record !== undefined && !isSkipped(record)) records.set(record.path, record);
    if (budget.spend(fileCost)) await budget.renew();
  }
  return { records, redacted };
}

/** Undefined for the header, the last line, and damaged lines. */
function tryParse(line: string): DumpRecord | undefined {
  try {
    return parseRecord(line);
  } catch {
    return undefined;
  }
}

function chooseSections(sections: readonly TextSection[]) {
  const chosen: TextSection[] = [];
  const refused: string[] = [];
  const sequenceProblem = createPathSequence();
  for (const section of sections.toSorted((a, b) => comparePaths(a.path, b.path))) {
    const { path, line } = section;
    const problem = pathProblem(path) ?? sequenceProblem(path, true);
    if (problem === undefined) chosen.push(section);
    else
      refused.push(`The path of the content on line ${line}, "${displayPath(path)}", ${problem}.`);
  }
  return { chosen, refused };
}

interface SectionContext {
  readonly section: TextSection;
  readonly dialect: DumpDialect;
  readonly record: FileRecord | undefined;
  readonly budget: WorkBudget;
}

async function identify(source: ByteSource, context: SectionContext): Promise<SalvagedFile> {
  const { section, dialect, record, budget } = context;
  const { path, from: offset, to, line, lines, isClosed: complete } = section;
  const facts = { path, mode: record?.mode ?? '100644', offset, line, lines, complete } as const;
  const full = to - offset;
  const trimmed = complete && endsWithLineFeed(source, offset, to) ? full - 1 : full;
  const encoding = record?.encoding === undefined ? {} : { encoding: record.encoding };
  for (const length of record === undefined ? [] : new Set([full, trimmed])) {
    const content = { offset, length, ...encoding };
    const { size, sha256 } = await measure(source, content, budget);
    if (sha256 === record?.sha256) return { ...facts, ...content, size, sha256, proven: true };
  }
  const stored = { offset, length: dialect.addsLineEnd ? trimmed : full };
  const encoded = { ...stored, ...encoding };
  const { isDecoded, ...decoded } = await measure(source, encoded, budget);
  if (isDecoded) return { ...facts, ...encoded, ...decoded, proven: false };
  const { size, sha256 } = await measure(source, stored, budget);
  return { ...facts, ...stored, size, sha256, proven: false };
}

function endsWithLineFeed(source: ByteSource, from: number, to: number): boolean {
  return to > from && readFully(source, Buffer.alloc(1), to - 1)[0] === 10;
}

const pieceBytes = 2 ** 18;

type Content = Pick<FileRecord, 'offset' | 'length' | 'encoding'>;

/** Size and digest of a content. `isDecoded` is false if it isn't valid in its encoding. */
async function measure(source: ByteSource, content: Content, budget: WorkBudget) {
  const { offset, length, encoding } = content;
  const decoder = encoding && createContentDecoder(encoding);
  const hash = createHash('sha256');
  let size = 0;
  let isDecoded = true;
  for (let at = 0; at === 0 || (at < length && isDecoded); at += pieceBytes) {
    const stored = readFully(source, Buffer.alloc(Math.min(pieceBytes, length - at)), offset + at);
    try {
      const bytes = decoder?.decode(stored, at + pieceBytes >= length) ?? stored;
      hash.update(bytes);
      size += bytes.length;
    } catch {
      isDecoded = false;
    }
    if (budget.spend(stored.length)) await budget.renew();
  }
  return { isDecoded, size, sha256: isDecoded ? hash.digest('hex') : '' };
}
