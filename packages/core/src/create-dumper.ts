import { createHash } from 'node:crypto';
import { announceDiscovery } from './announce-discovery.js';
import { comparePaths } from './compare-paths.js';
import type { Discover, Discovery, UnmatchedPattern } from './discover.js';
import type { DumpPhase, Observe } from './dump-event.js';
import type { DumpFormat, RunFacts, SectionEntry } from './dump-format.js';
import type { DumpContent, DumpOutput, OpenDumpOutput, PublishedDump } from './dump-output.js';
import { encodeManifestEnd, encodeManifestHeader } from './encode-manifest.js';
import type { DumpTotals, KeptDump, KeptDumps, UnchangedProof } from './kept-dumps.js';
import { createRecordLedger } from './record-ledger.js';
import { createHashingWriter } from './hashing-writer.js';
import { recordedTree } from './recorded-tree.js';
import type { FormatVersion } from './manifest.js';
import { refuseIncomplete } from './refuse-incomplete.js';
import { refuseSecrets } from './refuse-secrets.js';
import { type SkippedFile, skipReasons } from './source-file.js';

export interface DumperOptions {
  readonly discover: Discover;
  readonly format: DumpFormat;
  readonly openOutput: OpenDumpOutput;
  readonly observe: Observe;
  /** Publish nothing if the newest kept dump equals the new one except for its time. Default: always publish. */
  readonly keptDumps?: KeptDumps;
}

/** The arguments of one run. */
export interface DumpRequest {
  /** The only time that is written into the dump. */
  readonly generatedAt: Date;
  /** Name and version of the program. */
  readonly tool: string;
  /** Of the dump format. Default: 1, which has no redacted contents. */
  readonly version?: FormatVersion;
  /** Record no identity that depends on where the tree is. Default: false. */
  readonly isReproducible?: boolean;
  /** Replaces the name that discovery found. */
  readonly name?: string;
  /** The options that affect the content and differ from their defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Refuse to publish a dump that doesn't hold the whole content of every chosen file, or for which a pattern matched nothing. Default: false. */
  readonly strict?: boolean;
}

export interface DumpResult extends PublishedDump, DumpTotals {
  readonly facts: RunFacts;
  /** The number of entries that ignore rules hide. */
  readonly ignored: number;
  /** Patterns that matched nothing. */
  readonly unmatched: readonly UnmatchedPattern[];
  /** Paths of files that changed while they were read. */
  readonly unstable: readonly string[];
  /** Paths of files whose contents are redacted. */
  readonly redacted: readonly string[];
  /** See `Discovery`. */
  readonly warnings: readonly string[];
  /** Nothing was published: all other values are those of the newest kept dump, which this run would have repeated. */
  readonly unchanged?: UnchangedProof;
}

export type Dumper = (request: DumpRequest, signal: AbortSignal) => Promise<DumpResult>;

/**
 * Connects the stages of a dump: discover, read and render, digest, write, publish.
 *
 * The dumper rejects with a `CreateDumpError` (`NO_FILES_CHOSEN` if nothing was chosen, `REFUSED` by `strict` or because of
 * secrets), with
 * the error of a stage or with the signal's reason. In each case it leaves nothing behind.
 */
export function createDumper(options: DumperOptions): Dumper {
  const { discover, format, openOutput, observe, keptDumps } = options;
  return async (request, signal) => {
    const discovery = await inPhase(observe, 'discover', () => discover(signal));
    announce(discovery, request, observe);
    const facts = toFacts(request, discovery);
    const found = await keptDumps?.find(facts, discovery, signal);
    if (found !== undefined) return toUnchanged(found, discovery, observe);
    await using output = await openOutput();
    const writing = { facts, discovery, format, output, observe, signal, keptDumps };
    const written = await inPhase(observe, 'render', () => writeDump(writing));
    refuseSecrets(written.refused);
    if (request.strict) refuseIncomplete(written);
    const equal = await keptDumps?.compare(written, signal);
    if (equal !== undefined) return toUnchanged(equal, discovery, observe);
    signal.throwIfAborted();
    const published = await inPhase(observe, 'publish', () =>
      output.publish(written.sha256, toContent(facts, written)),
    ).catch((error: unknown) => {
      // Signing waits for people and devices, so a stop may be why it failed.
      signal.throwIfAborted();
      throw error;
    });
    observe({ type: 'published', path: published.path, bytes: written.dumpBytes });
    const { signaturePath } = published;
    if (signaturePath !== undefined) observe({ type: 'signed', path: signaturePath });
    await keptDumps?.remember(published, written);
    const {
      manifestOffset: _,
      recordsSha256: __,
      findings: ___,
      refused: ____,
      ...totals
    } = written;
    return { ...besides(discovery), ...totals, ...published };
  };
}

function toUnchanged(kept: KeptDump, discovery: Discovery, observe: Observe): DumpResult {
  observe({ type: 'unchanged', path: kept.path, ...kept.unchanged });
  return { ...besides(discovery), unstable: [], redacted: [], ...kept };
}

/** What a result says about discovery beside the dump. */
function besides({ ignored, unmatched = [], warnings = [] }: Discovery) {
  return { ignored, unmatched, warnings };
}

function toContent({ git }: RunFacts, { treeSha256 }: { treeSha256: string }): DumpContent {
  return { tree: treeSha256, ...(typeof git?.commit === 'string' && { commit: git.commit }) };
}

async function inPhase<T>(observe: Observe, phase: DumpPhase, work: () => Promise<T>): Promise<T> {
  observe({ type: 'phase-started', phase });
  const result = await work();
  observe({ type: 'phase-finished', phase });
  return result;
}

const coarse = 2 ** 16;

function announce(
  discovery: Discovery,
  { strict, version }: Pick<DumpRequest, 'strict' | 'version'>,
  observe: Observe,
): void {
  const { files, ignored } = discovery;
  announceDiscovery(discovery, strict === true, observe);
  const sum = files.reduce((bytes, file) => bytes + file.size, 0);
  // The sum of what is shown is told as well: together with the exact one, it would give the length of what is redacted.
  const bytes = version === 2 ? Math.ceil(sum / coarse) * coarse : sum;
  observe({ type: 'discovered', files: files.length, bytes, ignored });
}

function toFacts(
  { name, generatedAt, tool, version = 1, options, isReproducible = false }: DumpRequest,
  discovery: Discovery,
): RunFacts {
  const tree = recordedTree(discovery.tree, isReproducible);
  return {
    ...(version !== 1 && { version }),
    name: name ?? discovery.name,
    ...(tree !== undefined && { tree }),
    generated: `${generatedAt.toISOString().slice(0, 19)}Z`,
    tool,
    ...(discovery.git === undefined ? {} : { git: discovery.git }),
    options,
  };
}

interface Writing {
  readonly facts: RunFacts;
  readonly discovery: Discovery;
  readonly format: DumpFormat;
  readonly output: DumpOutput;
  readonly observe: Observe;
  readonly signal: AbortSignal;
  readonly keptDumps: KeptDumps | undefined;
}

async function writeDump(writing: Writing) {
  const { facts, discovery, format, output, observe, signal, keptDumps } = writing;
  const entries = mergeByPath(discovery.files, discovery.skipped.filter(hasSection));
  const leftOut = discovery.skipped.filter((file) => !hasSection(file));
  const writer = createHashingWriter(output, signal);
  let line = 0;
  for (const chunk of format.front(facts, entries, leftOut.length)) {
    line += countLines(chunk);
    await writer.write(chunk);
  }
  const ledger = createRecordLedger({
    entries,
    leftOut,
    observe,
    ...(keptDumps && { onRecords: (records) => keptDumps.addRecords(records) }),
  });
  for await (const chunk of format.sections(entries, signal)) {
    if (chunk.retried) observe({ type: 'retried', what: 'read', ...chunk.retried });
    ledger.add(chunk, { offset: writer.bytes(), line });
    await writer.write(chunk.bytes, chunk.release);
    line += chunk.lineFeeds;
  }
  await writer.write(format.beforeManifest);
  const manifestOffset = writer.bytes();
  await writer.write(Buffer.from(`${encodeManifestHeader(facts)}\n`));
  const { manifest, ...totals } = ledger.finish();
  const records = keptDumps && createHash('sha256');
  for (const chunk of manifest) {
    records?.update(chunk);
    await writer.write(chunk);
  }
  const sha256 = writer.digest();
  const { skipped } = totals;
  const counts = { skipped: skipped.length, leftOut: leftOut.length };
  const end = { ...totals, ...counts, manifestOffset, sha256 };
  await writer.write(Buffer.from(`${encodeManifestEnd(end)}\n`));
  await writer.write(format.afterManifest);
  await writer.finish();
  return {
    facts,
    ...totals,
    sha256: writer.digest(),
    dumpBytes: writer.bytes(),
    manifestOffset,
    recordsSha256: records?.digest('hex') ?? '',
  };
}

function hasSection(file: SkippedFile): boolean {
  return skipReasons[file.skipped].section;
}

function mergeByPath(
  files: readonly SectionEntry[],
  skipped: readonly SectionEntry[],
): readonly SectionEntry[] {
  if (skipped.length === 0) return files;
  return [...files, ...skipped].sort((a, b) => comparePaths(a.path, b.path));
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
