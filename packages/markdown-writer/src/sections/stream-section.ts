import { nextTurn, type OpenSource, type RenderedChunk, type SourceFile } from '@create-dump/core';
import { type ContentPiece, contentPieces, pieceBufferBytes } from '../content/content-pieces.js';
import type { PieceMemory } from '../content/create-piece-memory.js';
import { readFailure } from '../content/read-failure.js';
import type { ContentSurvey } from '../content/survey-content.js';
import { createSecretStream } from '../secrets/create-secret-stream.js';
import type { SecretGate } from '../secrets/search-content.js';
import { createContentTotals } from './content-totals.js';
import { judgeContent, type Reading } from './judge-content.js';
import { openingFence } from './opening-fence.js';
import { peculiarities } from './peculiarities.js';
import { presentationFor } from './presentation.js';
import type { SectionBuffer } from './section-buffer.js';
import { sectionHeading } from './section-heading.js';
import { writeSkipped } from './write-skipped.js';

export interface StreamOptions {
  readonly embedBinaries: boolean;
  readonly lendPieceMemory: () => PieceMemory;
  readonly secrets?: SecretGate | undefined;
  readonly signal: AbortSignal;
}

/**
 * Writes the section of a large file in pieces, in constant memory. The file is read at least twice: first to find out how
 * it can be shown, then for the dump. If it changes in between, it is marked as unstable, and its content ends before the
 * first piece that can't be shown in this way. Where secrets are replaced, each reading searches for them.
 */
export async function* streamSection(
  buffer: SectionBuffer,
  file: SourceFile,
  source: OpenSource,
  options: StreamOptions,
): AsyncGenerator<RenderedChunk> {
  const { lendPieceMemory, secrets, signal } = options;
  using open = source;
  using memory = lendPieceMemory();
  const openSecrets = secrets && (() => createSecretStream(secrets, file.path));
  const redacts = secrets?.mode === 'redact';
  const reading = { source: open, file, buffer: memory.buffer, signal, openSecrets, redacts };
  const judged = await judgeContent(reading, options);
  if (judged.skipped === undefined) {
    yield* streamContent(buffer, reading, judged.survey);
    return;
  }
  buffer.tell(judged.findings ?? []);
  writeSkipped(buffer, judged.skipped);
}

async function* streamContent(
  buffer: SectionBuffer,
  reading: Reading,
  survey: ContentSurvey | undefined,
): AsyncGenerator<RenderedChunk> {
  const { source, file, buffer: memory, signal, openSecrets, redacts } = reading;
  const secrets = openSecrets?.();
  const { fence, encoding, show, tailLength } = presentationFor(
    survey,
    redacts ? secrets : undefined,
  );
  const redacted = (survey?.secrets?.replaced ?? 0) > 0;
  const opening = openingFence(file, fence, {
    unstable: false,
    redacted,
    ...(encoding && { encoding }),
  });
  const begin = buffer.place(sectionHeading(file.path) + opening, Buffer.alloc(0));
  const takenBefore = buffer.taken();

  const totals = createContentTotals();
  let isWhole = false;
  // A content that isn't changed is read directly to its place.
  const nextBuffer = () =>
    encoding === undefined && !redacts ? buffer.free('', pieceBufferBytes) : memory;
  for (const { bytes, isLast } of readablePieces(reading, tailLength, nextBuffer)) {
    const shown = show(bytes, isLast);
    if (shown === undefined || !totals.hasRoom(shown.redactions)) break;
    if (!redacts) secrets?.add(encoding === 'base64' ? bytes : shown.content, isLast);
    totals.add(shown, buffer.place('', shown.content).lineFeeds);
    yield buffer.take();
    await nextTurn();
    signal.throwIfAborted();
    isWhole = isLast;
  }
  const { endsLine, ...stored } = totals.finish();
  buffer.append(`${endsLine ? '' : '\n'}${fence}\n\n`);
  buffer.tell(secrets?.findings ?? []);
  const taken = buffer.taken();
  buffer.record({
    path: file.path,
    mode: file.mode,
    ...stored,
    offset: begin.offset + takenBefore.offset - taken.offset,
    line: begin.line + takenBefore.line - taken.line,
    ...peculiarities(file, encoding, !(isWhole && source.unchanged())),
  });
}

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
