import { createHash } from 'node:crypto';
import {
  nextTurn,
  type OpenSource,
  type RenderedChunk,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import { chooseFence } from '../content/choose-fence.js';
import {
  brokenBase64LineLength,
  brokenCharacterLength,
  type ContentPiece,
  contentPieces,
  pieceBufferBytes,
} from '../content/content-pieces.js';
import type { PieceMemory } from '../content/create-piece-memory.js';
import { createTextInspector } from '../content/create-text-inspector.js';
import { encodeBase64 } from '../content/encode-base64.js';
import { openingFence } from './opening-fence.js';
import { readFailure } from '../content/read-failure.js';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { surveyContent } from '../content/survey-content.js';
import { writeSkipped } from './write-section.js';

export interface StreamOptions {
  readonly embedBinaries: boolean;
  readonly lendPieceMemory: () => PieceMemory;
  readonly signal: AbortSignal;
}

/**
 * Writes the section of a large file in pieces, in constant memory. The file is read twice: first to learn whether it is
 * text and the fence it needs, then for the dump. If it changed in between, it is marked as unstable, and the content ends
 * before the first piece that doesn't fit what was learnt.
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
  if ('skipped' in survey) return writeSkipped(buffer, survey);
  if (!survey.isText() && !embedBinaries) {
    return writeSkipped(buffer, await orSkipped(digestBinary(reading), reading));
  }
  const { path, mode, change, renamedFrom } = file;
  const fence = survey.isText() ? chooseFence(survey.runs()) : undefined;
  const encoding = fence === undefined ? { encoding: 'base64' as const } : {};
  const marks = fence ?? '```';
  const opening = openingFence(file, marks, { ...encoding, unstable: false });
  const begin = buffer.place(sectionHeading(path) + opening, Buffer.alloc(0));
  const takenBefore = buffer.taken();

  const accepts = fence === undefined ? () => true : createFenceTest(fence);
  const totals = createTotals();
  let isWhole = false;
  // Text is read to where it will stand.
  const nextBuffer = () =>
    fence === undefined ? memory.buffer : buffer.free('', pieceBufferBytes);
  for (const { bytes, isLast } of readablePieces(reading, fence === undefined, nextBuffer)) {
    if (!accepts(bytes)) break;
    const content = fence === undefined ? encodeBase64(bytes) : bytes;
    totals.add(bytes, content, buffer.place('', content).lineFeeds);
    yield buffer.take();
    await nextTurn();
    signal.throwIfAborted();
    isWhole = isLast;
  }
  const { endsLine, ...stored } = totals.finish();
  buffer.append(`${endsLine ? '' : '\n'}${marks}\n\n`);
  const taken = buffer.taken();
  const record = {
    path,
    mode,
    ...stored,
    offset: begin.offset + takenBefore.offset - taken.offset,
    line: begin.line + takenBefore.line - taken.line,
    ...encoding,
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

/** Whether the pieces so far, up to the one that it is given, are text that `fence` can hold. */
function createFenceTest(fence: string): (bytes: Buffer) => boolean {
  const inspector = createTextInspector();
  return (bytes) => {
    inspector.add(bytes);
    const { backticks, tildes } = inspector.runs();
    return inspector.isText() && (fence.startsWith('~') ? tildes : backticks) < fence.length;
  };
}

/** The content's pieces. A read that fails ends them early. */
function* readablePieces(
  { source, file }: Reading,
  inBase64: boolean,
  nextBuffer: () => Buffer,
): Generator<ContentPiece> {
  const tailLength = inBase64 ? brokenBase64LineLength : brokenCharacterLength;
  try {
    yield* contentPieces(source, tailLength, nextBuffer);
  } catch (error) {
    readFailure(error, file);
  }
}

/** Adds up what stands in the dump of one content. */
function createTotals() {
  const hash = createHash('sha256');
  let size = 0;
  let length = 0;
  let lineFeeds = 0;
  let endsLine = true;
  return {
    /** `original` bytes that stand in the dump as `content`, with so many line feeds. */
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
