import { createHash } from 'node:crypto';
import { announceDiscovery } from './announce-discovery.js';
import { comparePaths } from './compare-paths.js';
import { CreateDumpError } from './create-dump-error.js';
import type { Discover, Discovery, UnmatchedPattern } from './discover.js';
import { displayPath } from './display-path.js';
import type { DumpPhase, Observe } from './dump-event.js';
import type { DumpFormat, RunFacts, SectionEntry } from './dump-format.js';
import type { DumpOutput, OpenDumpOutput, PublishedDump } from './dump-output.js';
import { encodeManifestEnd, encodeManifestHeader } from './encode-manifest.js';
import { createRecordLedger } from './record-ledger.js';
import { recordedTree } from './recorded-tree.js';
import { type SkippedFile, skipReasons } from './source-file.js';

export interface DumperOptions {
  readonly discover: Discover;
  readonly format: DumpFormat;
  readonly openOutput: OpenDumpOutput;
  readonly observe: Observe;
}

/** The arguments of one run. */
export interface DumpRequest {
  /** The only time that is written into the dump. */
  readonly generatedAt: Date;
  /** Name and version of the program. */
  readonly tool: string;
  /** Record no identity that depends on where the tree is. Default: false. */
  readonly isReproducible?: boolean;
  /** Replaces the name that discovery found. */
  readonly name?: string;
  /** The options that affect the content and differ from their defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Refuse to publish a dump that doesn't hold the whole content of every chosen file, or for which a pattern matched nothing. Default: false. */
  readonly strict?: boolean;
}

export interface DumpResult extends PublishedDump {
  readonly facts: RunFacts;
  readonly treeSha256: string;
  /** Size of the dump, before any compression. */
  readonly dumpBytes: number;
  /** Files whose content is in the dump, and the sum of their sizes. */
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedFile[];
  /** The number of entries that ignore rules hide. */
  readonly ignored: number;
  /** Patterns that matched nothing. */
  readonly unmatched: readonly UnmatchedPattern[];
  /** Paths of files that changed while they were read. */
  readonly unstable: readonly string[];
  /** See `Discovery`. */
  readonly warnings: readonly string[];
}

export type Dumper = (request: DumpRequest, signal: AbortSignal) => Promise<DumpResult>;

/**
 * Connects the stages of a dump: discover, read and render, digest, write, publish.
 *
 * The dumper rejects with a {@link CreateDumpError} (`NO_FILES_CHOSEN` if nothing was chosen, `REFUSED` by `strict`), with
 * the error of a stage or with the signal's reason. In each case it leaves nothing behind.
 */
export function createDumper({ discover, format, openOutput, observe }: DumperOptions): Dumper {
  return async (request, signal) => {
    const discovery = await inPhase(observe, 'discover', () => discover(signal));
    announce(discovery, request.strict === true, observe);
    const facts = toFacts(request, discovery);
    await using output = await openOutput();
    const writing = { facts, discovery, format, output, observe, signal };
    const written = await inPhase(observe, 'render', () => writeDump(writing));
    if (request.strict) refuseIncomplete(written);
    signal.throwIfAborted();
    const published = await inPhase(observe, 'publish', () => output.publish(written.sha256));
    observe({ type: 'published', path: published.path, bytes: written.dumpBytes });
    const { ignored, unmatched = [], warnings = [] } = discovery;
    return { facts, ignored, unmatched, warnings, ...written, ...published };
  };
}

async function inPhase<T>(observe: Observe, phase: DumpPhase, work: () => Promise<T>): Promise<T> {
  observe({ type: 'phase-started', phase });
  const result = await work();
  observe({ type: 'phase-finished', phase });
  return result;
}

function announce(discovery: Discovery, strict: boolean, observe: Observe): void {
  const { files, ignored } = discovery;
  announceDiscovery(discovery, strict, observe);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  observe({ type: 'discovered', files: files.length, bytes, ignored });
}

function refuseIncomplete({ skipped, unstable }: Pick<DumpResult, 'skipped' | 'unstable'>): void {
  const reasons = [
    ...skipped.filter(isMissing).map((file) => `${displayPath(file.path)} (${file.skipped})`),
    ...unstable.map((path) => `${displayPath(path)} (changed while it was read)`),
  ];
  if (reasons.length === 0) return;
  const named = reasons.slice(0, 5).join(', ');
  const more = reasons.length > 5 ? ` and ${reasons.length - 5} more` : '';
  throw new CreateDumpError(
    'REFUSED',
    `Refused by --strict: the dump would lack the content of ${named}${more}. No dump was written. (--binary embed includes binary files, --exclude leaves files out.)`,
  );
}

function toFacts(
  { name, generatedAt, tool, options, isReproducible = false }: DumpRequest,
  discovery: Discovery,
): RunFacts {
  const tree = recordedTree(discovery.tree, isReproducible);
  return {
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
}

async function writeDump({ facts, discovery, format, output, observe, signal }: Writing) {
  const entries = mergeByPath(discovery.files, discovery.skipped.filter(hasSection));
  const leftOut = discovery.skipped.filter((file) => !hasSection(file));
  const writer = createHashingWriter(output, signal);
  let line = 0;
  for (const chunk of format.front(facts, entries, leftOut.length)) {
    line += countLines(chunk);
    await writer.write(chunk);
  }
  const ledger = createRecordLedger({ entries, leftOut, observe });
  for await (const chunk of format.sections(entries, signal)) {
    ledger.add(chunk, { offset: writer.bytes(), line });
    await writer.write(chunk.bytes, chunk.release);
    line += chunk.lineFeeds;
  }
  await writer.write(format.beforeManifest);
  const manifestOffset = writer.bytes();
  await writer.write(Buffer.from(`${encodeManifestHeader(facts)}\n`));
  const { manifest, ...totals } = ledger.finish();
  for (const chunk of manifest) await writer.write(chunk);
  const sha256 = writer.digest();
  const { skipped } = totals;
  const counts = { skipped: skipped.length, leftOut: leftOut.length };
  const end = { ...totals, ...counts, manifestOffset, sha256 };
  await writer.write(Buffer.from(`${encodeManifestEnd(end)}\n`));
  await writer.write(format.afterManifest);
  await writer.finish();
  return { ...totals, sha256: writer.digest(), dumpBytes: writer.bytes() };
}

/**
 * Writes each chunk while the next one is rendered. A chunk must not change until it is released, or until `write` was called
 * twice more.
 */
function createHashingWriter(output: DumpOutput, signal: AbortSignal) {
  const hash = createHash('sha256');
  let bytes = 0;
  let writing = Promise.resolve();
  return {
    async write(chunk: Uint8Array, release?: () => void): Promise<void> {
      signal.throwIfAborted();
      await writing;
      writing = output.write(chunk).finally(release);
      // The next call rethrows the error. It is handled here, too, as the run may end for another reason before.
      writing.catch(() => {});
      // While the system writes.
      hash.update(chunk);
      bytes += chunk.length;
    },
    /** Waits for the last chunk. */
    finish: () => writing,
    /** The digest of all bytes so far. */
    digest: () => hash.copy().digest('hex'),
    bytes: () => bytes,
  };
}

function isMissing(file: SkippedFile): boolean {
  return skipReasons[file.skipped].missing;
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
