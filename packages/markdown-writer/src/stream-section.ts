import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { OpenSource, RenderedChunk, SkippedFile, SourceFile } from '@create-dump/core';
import { chooseFence } from './choose-fence.js';
import {
  brokenBase64LineLength,
  brokenCharacterLength,
  type ContentPiece,
  contentPieces,
} from './content-pieces.js';
import type { PieceMemory } from './create-piece-memory.js';
import { encodeBase64 } from './encode-base64.js';
import { openingFence } from './opening-fence.js';
import { readFailure } from './read-failure.js';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { type ContentSurvey, surveyContent } from './survey-content.js';
import { writeSkipped } from './write-section.js';

export interface StreamOptions {
  readonly embedBinaries: boolean;
  readonly lendPieceMemory: () => PieceMemory;
  readonly signal: AbortSignal;
}

/**
 * Writes the section of a large file in pieces, in constant memory. The file is read twice: first to learn its digest and
 * the fence it needs, then for the dump. If it changed in between, the content ends before the first piece that differs
 * and is marked as unstable.
 */
export async function* streamSection(
  buffer: SectionBuffer,
  file: SourceFile,
  source: OpenSource,
  { embedBinaries, lendPieceMemory, signal }: StreamOptions,
): AsyncGenerator<RenderedChunk> {
  using open = source;
  using memory = lendPieceMemory();
  const survey = await surveyContent(open, memory.buffer, signal).catch((error: unknown) =>
    orSkipped(error, file, signal),
  );
  if ('skipped' in survey) return writeSkipped(buffer, survey);
  const { path, mode, change, renamedFrom } = file;
  const { size, sha256 } = survey;
  const fence = survey.isText ? chooseFence(survey.runs) : undefined;
  if (!survey.isText && !embedBinaries) {
    return writeSkipped(buffer, { path, mode, skipped: 'binary', size, sha256 });
  }
  const encoding = fence === undefined ? { encoding: 'base64' as const } : {};
  const marks = fence ?? '```';
  const opening = openingFence(file, marks, { ...encoding, unstable: false });
  const begin = buffer.place(sectionHeading(path) + opening, Buffer.alloc(0));
  const takenBefore = buffer.taken();

  const proof = createProof(survey);
  const totals = createTotals();
  for (const { ready, tail } of readablePieces(open, file, {
    inBase64: fence === undefined,
    ...memory,
  })) {
    if (!proof.accepts(ready, tail)) break;
    const content = fence === undefined ? encodeBase64(ready) : ready;
    totals.add(ready, content, buffer.place('', content).lineFeeds);
    yield buffer.take();
    await setImmediate();
    signal.throwIfAborted();
  }
  const { endsLine, ...stored } = totals.finish();
  const storedSha256 = proof.sha256();
  buffer.append(`${endsLine ? '' : '\n'}${marks}\n\n`);
  const taken = buffer.taken();
  const changed = storedSha256 === sha256 ? {} : { unstable: true as const };
  buffer.record({
    path,
    mode,
    sha256: storedSha256,
    ...stored,
    offset: begin.offset + takenBefore.offset - taken.offset,
    line: begin.line + takenBefore.line - taken.line,
    ...encoding,
    ...(change !== undefined && { change }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...changed,
  });
}

function orSkipped(error: unknown, file: SourceFile, signal: AbortSignal): SkippedFile {
  signal.throwIfAborted();
  return readFailure(error, file);
}

/** The content's pieces. A read that fails ends them early, as a change does. */
function* readablePieces(
  source: OpenSource,
  file: SourceFile,
  { inBase64, buffer }: { readonly inBase64: boolean; readonly buffer: Buffer },
): Generator<ContentPiece> {
  try {
    yield* contentPieces(source, inBase64 ? brokenBase64LineLength : brokenCharacterLength, buffer);
  } catch (error) {
    readFailure(error, file);
  }
}

/** Compares a second reading with the survey, before anything of it is written. */
function createProof({ checkpoints }: ContentSurvey) {
  let hash = createHash('sha256');
  let at = 0;
  return {
    accepts(ready: Buffer, tail: Buffer): boolean {
      const next = hash.copy().update(ready);
      if (next.copy().update(tail).digest('hex') !== checkpoints[at++]) return false;
      hash = next;
      return true;
    },
    /** Of what was accepted, without the last tail. */
    sha256: () => hash.digest('hex'),
  };
}

/** Adds up what stands in the dump of one content. */
function createTotals() {
  let size = 0;
  let length = 0;
  let lineFeeds = 0;
  let endsLine = true;
  return {
    /** `original` bytes that stand in the dump as `content`, with so many line feeds. */
    add(original: Buffer, content: Buffer, count: number): void {
      size += original.length;
      length += content.length;
      lineFeeds += count;
      if (content.length > 0) endsLine = content.at(-1) === 0x0a;
    },
    finish: () => ({ size, length, lines: endsLine ? lineFeeds : lineFeeds + 1, endsLine }),
  };
}
