import { hash } from 'node:crypto';
import {
  type ContentEncoding,
  isSkipped,
  mayPass,
  type OpenSource,
  type OpenSourceFile,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import { fenceFor } from '../content/create-fence-chooser.js';
import { encodeBase64 } from '../content/encode-base64.js';
import { openingFence } from './opening-fence.js';
import { readFailure } from '../content/read-failure.js';
import { readWhole } from '../content/read-fully.js';
import { type ShownText, showAsText } from '../content/show-as-text.js';
import type { ByteScan } from '../scanning/scan-bytes.js';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { ordinaryFence, type PreparedEntry, sectionOpening } from './section-opening.js';
import { peculiarities } from './peculiarities.js';
import { type SecretGate, searchContent } from '../secrets/search-content.js';
import { writeRedacted } from './write-redacted.js';
import { writeSkipped } from './write-skipped.js';

/** Contents up to this size are read whole, into the section buffer; larger ones in pieces. */
export const wholeLimit = 4 * 2 ** 20;

/** How often a file is read that changes while it is read. The last result is used, and marked as unstable. */
const attempts = 3;

export interface SectionOptions {
  readonly openSource: OpenSourceFile;
  /** Whether binary contents are embedded as base64. */
  readonly embedBinaries: boolean;
  /** What is done with secrets. Default: nobody looks for them. */
  readonly secrets?: SecretGate | undefined;
}

/**
 * Writes the section of `entry`. If the file is too large to be read whole, returns its open source instead: the caller has
 * to write the section in pieces. If it can't be read for a reason that may pass, returns its record and writes nothing: the caller
 * tries again or writes the record.
 */
export function writeSection(
  buffer: SectionBuffer,
  entry: PreparedEntry,
  options: SectionOptions,
): OpenSource | SkippedFile | undefined {
  if (isSkipped(entry)) return writeSkipped(buffer, entry);
  const opening = entry.opening ?? sectionOpening(entry);
  for (let attempt = isSmallAsDiscovered(entry) ? 0 : 1; ; attempt++) {
    const asDiscovered = attempt === 0;
    const source = options.openSource(entry, asDiscovered);
    if (isSkipped(source)) return mayPass(source.detail) ? source : writeSkipped(buffer, source);
    if (source.size > wholeLimit) return source;
    const read = readContent(buffer, entry, source, opening);
    if (isSkipped(read)) {
      if (!asDiscovered) return mayPass(read.detail) ? read : writeSkipped(buffer, read);
    } else if (!read.unstable || attempt === attempts) {
      return writeContent(buffer, entry, read, opening, options);
    }
  }
}

/** Whether to try first to read the file as it was discovered, which nearly always succeeds. */
function isSmallAsDiscovered({ size, changeMark }: SourceFile): boolean {
  return changeMark !== undefined && size <= wholeLimit;
}

interface ReadContent {
  readonly bytes: Buffer;
  readonly unstable: boolean;
}

/** Reads the content to its place after the ordinary opening. */
function readContent(
  buffer: SectionBuffer,
  file: SourceFile,
  source: OpenSource,
  ordinary: string,
): ReadContent | SkippedFile {
  const target = buffer.free(ordinary, wholeLimit);
  // Not `using`: the code that it compiles to takes as long as a system call, for each file.
  try {
    const length = readWhole(source, target);
    return { bytes: target.subarray(0, length), unstable: !source.unchanged() };
  } catch (error) {
    return readFailure(error, file);
  } finally {
    source[Symbol.dispose]();
  }
}

function writeContent(
  buffer: SectionBuffer,
  file: SourceFile,
  { bytes, unstable }: ReadContent,
  ordinary: string,
  { embedBinaries, secrets: gate }: SectionOptions,
): undefined {
  const scan = buffer.scan(bytes);
  const text = showAsText(bytes, scan);
  if (gate !== undefined && mustSearch(gate, text, embedBinaries)) {
    const { findings, secrets } = searchContent(gate, file.path, text?.content ?? bytes);
    buffer.tell(findings);
    if (secrets.length > 0) return writeRedacted(buffer, file, { text, secrets, unstable });
  }
  const shown = showContent(bytes, text, scan, embedBinaries);
  if (shown === undefined) {
    return writeSkipped(buffer, { ...factsOf(file, bytes), skipped: 'binary' });
  }
  const { fence, content, encoding } = shown;
  const isAsRead = encoding === undefined && !unstable;
  const opening =
    isAsRead && fence === ordinaryFence
      ? ordinary
      : sectionHeading(file.path) +
        openingFence(file, fence, { unstable, ...(encoding && { encoding }) });
  // Before the content is placed, which may overwrite the place that it was read to.
  const endsLine = content.length === 0 || content.at(-1) === 0x0a;
  const size = bytes.length;
  const sha256 = isAsRead ? undefined : hash('sha256', bytes);
  const { offset, line, lineFeeds } = buffer.place(
    opening,
    content,
    content === bytes ? scan.lineFeeds : undefined,
  );
  const lines = endsLine ? lineFeeds : lineFeeds + 1;
  buffer.append(`${endsLine ? '' : '\n'}${fence}\n\n`);
  buffer.record({
    path: file.path,
    mode: file.mode,
    size,
    sha256,
    offset,
    length: content.length,
    line,
    lines,
    ...peculiarities(file, encoding, unstable),
  });
}

/** A content that isn't shown can't leak, but where secrets are redacted, its digest could be used to test guesses. */
function mustSearch(
  { mode }: SecretGate,
  text: ShownText | undefined,
  embedBinaries: boolean,
): boolean {
  return text !== undefined || embedBinaries || mode === 'redact';
}

function factsOf({ path, mode }: SourceFile, bytes: Buffer) {
  return { path, mode, size: bytes.length, sha256: hash('sha256', bytes, 'hex') };
}

interface ShownContent {
  readonly fence: string;
  readonly content: Buffer;
  readonly encoding: ContentEncoding | undefined;
}

/** How a content stands in the dump; undefined if it is binary and isn't embedded. */
function showContent(
  bytes: Buffer,
  text: ShownText | undefined,
  scan: ByteScan,
  embedBinaries: boolean,
): ShownContent | undefined {
  if (text === undefined) return embedBinaries ? inBase64(bytes) : undefined;
  const { content, encoding } = text;
  const isPlain = content === bytes && !scan.hasBacktick;
  const fence = isPlain ? ordinaryFence : fenceFor(content);
  return fence === undefined ? inBase64(bytes) : { fence, content, encoding };
}

function inBase64(bytes: Buffer): ShownContent {
  return { fence: ordinaryFence, content: encodeBase64(bytes), encoding: 'base64' };
}
