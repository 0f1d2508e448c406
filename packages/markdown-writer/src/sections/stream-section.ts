import { createHash } from 'node:crypto';
import {
  type ContentEncoding,
  nextTurn,
  type OpenSource,
  type RenderedChunk,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import { type ContentPiece, contentPieces, pieceBufferBytes } from '../content/content-pieces.js';
import { createFenceChooser } from '../content/create-fence-chooser.js';
import type { PieceMemory } from '../content/create-piece-memory.js';
import { brokenLineLength, encodeBase64 } from '../content/encode-base64.js';
import { readFailure } from '../content/read-failure.js';
import { type ContentSurvey, surveyContent } from '../content/survey-content.js';
import { openingFence } from './opening-fence.js';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { ordinaryFence } from './section-opening.js';
import { writeSkipped } from './write-section.js';

export interface StreamOptions {
  readonly embedBinaries: boolean;
  readonly lendPieceMemory: () => PieceMemory;
  readonly signal: AbortSignal;
}

/**
 * Writes the section of a large file in pieces, in constant memory. The file is read at least twice: first to find out how
 * it can be shown, then for the dump. If it changes in between, it is marked as unstable, and its content ends before the
 * first piece that can't be shown in this way.
 */
export async function* streamSection(
  buffer: SectionBuffer,
  file: SourceFile,
  source: OpenSource,
  { embedBinaries, lendPieceMemory, signal }: StreamOptions,
): AsyncGenerator<RenderedChunk> {
  using open = source;
  using memory = lendPieceMemory();
  const reading = { source: open, file, buffer: memory.buffer, signal };
  const survey = await orSkipped(surveyContent(open, memory.buffer, signal), reading);
  if (survey !== undefined && 'skipped' in survey) return writeSkipped(buffer, survey);
  if (survey === undefined && !embedBinaries) {
    return writeSkipped(buffer, await orSkipped(digestBinary(reading), reading));
  }
  const { path, mode, change, renamedFrom } = file;
  const { fence, encoding, show, tailLength } = presentationFor(survey);
  const marks = { unstable: false, ...(encoding && { encoding }) };
  const opening = openingFence(file, fence, marks);
  const begin = buffer.place(sectionHeading(path) + opening, Buffer.alloc(0));
  const takenBefore = buffer.taken();

  const totals = createTotals();
  let isWhole = false;
  // A content that isn't encoded is read directly to its place.
  const nextBuffer = () =>
    encoding === undefined ? buffer.free('', pieceBufferBytes) : memory.buffer;
  for (const { bytes, isLast } of readablePieces(reading, tailLength, nextBuffer)) {
    const content = show(bytes);
    if (content === undefined) break;
    totals.add(bytes, content, buffer.place('', content).lineFeeds);
    yield buffer.take();
    await nextTurn();
    signal.throwIfAborted();
    isWhole = isLast;
  }
  const { endsLine, ...stored } = totals.finish();
  buffer.append(`${endsLine ? '' : '\n'}${fence}\n\n`);
  const taken = buffer.taken();
  const record = {
    path,
    mode,
    ...stored,
    offset: begin.offset + takenBefore.offset - taken.offset,
    line: begin.line + takenBefore.line - taken.line,
    ...(encoding && { encoding }),
    ...(change !== undefined && { change }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(isWhole && open.unchanged() ? {} : { unstable: true as const }),
  };
  buffer.record(record);
}

/** A large content that is being read. */
interface Reading {
  readonly source: OpenSource;
  readonly file: SourceFile;
  readonly buffer: Buffer;
  readonly signal: AbortSignal;
}

async function orSkipped<T>(work: Promise<T>, { file, signal }: Reading): Promise<T | SkippedFile> {
  try {
    return await work;
  } catch (error) {
    signal.throwIfAborted();
    return readFailure(error, file);
  }
}

async function digestBinary({ source, file, buffer, signal }: Reading): Promise<SkippedFile> {
  const hash = createHash('sha256');
  let size = 0;
  const noTail = () => 0;
  for (const { bytes } of contentPieces(source, noTail, () => buffer)) {
    hash.update(bytes);
    size += bytes.length;
    await nextTurn();
    signal.throwIfAborted();
  }
  const { path, mode } = file;
  return { path, mode, skipped: 'binary', size, sha256: hash.digest('hex') };
}

/** How a content stands in the dump. */
interface Presentation {
  readonly fence: string;
  readonly encoding: ContentEncoding | undefined;
  /** What stands for the next piece; undefined if a content with this fence and encoding can't hold it. */
  readonly show: (bytes: Buffer) => Buffer | undefined;
  /** See {@link contentPieces}. */
  readonly tailLength: (bytes: Buffer) => number;
}

function presentationFor(survey: ContentSurvey | undefined): Presentation {
  if (survey?.fence === undefined) return base64;
  const { form, fence } = survey;
  const fences = createFenceChooser();
  return {
    fence,
    encoding: form.encoding,
    show(bytes) {
      const content = form.toUtf8(bytes);
      if (content !== undefined) fences.add(content);
      return fences.fits(fence) ? content : undefined;
    },
    tailLength: form.brokenLength,
  };
}

const base64: Presentation = {
  fence: ordinaryFence,
  encoding: 'base64',
  show: encodeBase64,
  tailLength: brokenLineLength,
};

/** The pieces of a content. A failed read ends them early. */
function* readablePieces(
  { source, file }: Reading,
  tailLength: (bytes: Buffer) => number,
  nextBuffer: () => Buffer,
): Generator<ContentPiece> {
  try {
    yield* contentPieces(source, tailLength, nextBuffer);
  } catch (error) {
    readFailure(error, file);
  }
}

/** Sums up one content and the form in which it is in the dump. */
function createTotals() {
  const hash = createHash('sha256');
  let size = 0;
  let length = 0;
  let lineFeeds = 0;
  let endsLine = true;
  return {
    /** Adds `original` bytes, shown as `content`, which has `count` line feeds. */
    add(original: Buffer, content: Buffer, count: number): void {
      hash.update(original);
      size += original.length;
      length += content.length;
      lineFeeds += count;
      if (content.length > 0) endsLine = content.at(-1) === 0x0a;
    },
    finish: () => ({
      size,
      sha256: hash.digest('hex'),
      length,
      lines: endsLine ? lineFeeds : lineFeeds + 1,
      endsLine,
    }),
  };
}
