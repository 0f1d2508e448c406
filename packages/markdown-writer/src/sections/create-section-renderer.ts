import {
  nextTurn,
  type OpenSourceFile,
  type RenderedChunk,
  type SourceFile,
} from '@create-dump/core';
import {
  allocateSectionMemory,
  chunkBytes,
  type SectionMemory,
  sectionSlot,
} from './allocate-section-memory.js';
import { createByteScanner } from '../scanning/create-byte-scanner.js';
import { createPieceMemory } from '../content/create-piece-memory.js';
import type { PreparedEntry } from './section-opening.js';
import { createSectionBuffer, type SectionBufferOptions } from './section-buffer.js';
import { type StreamOptions, streamSection } from './stream-section.js';
import { type SectionOptions, writeSection } from './write-section.js';

export interface SectionRendererOptions {
  readonly openSource: OpenSourceFile;
  /** Embed binary contents as base64 (`embed`), or only give their size and digest (`list`, the default). */
  readonly binary?: 'list' | 'embed';
  /** Where chunks lie. Default: memory of its own for two in turn, which is what the port asks for at least. */
  readonly memory?: ChunkMemory;
}

/** For a caller that uses chunks for longer, or in another thread. */
export interface ChunkMemory {
  readonly shared: SectionMemory;
  /** The number of the slot for the next chunk. */
  readonly nextSlot: () => number;
}

/** Renders one section for each entry, in order. What it needs of the run is bound: it can work in any thread. */
export type RenderSections = (
  entries: readonly PreparedEntry[],
  signal: AbortSignal,
) => AsyncIterable<RenderedChunk>;

/** A chunk is also handed on when it has this many sections. */
const chunkSections = 256;

/** Binds the rendering of sections (docs/format.md) to where contents come from. */
export function createSectionRenderer(options: SectionRendererOptions): RenderSections {
  const { openSource, binary = 'list' } = options;
  const embedBinaries = binary === 'embed';
  const lendPieceMemory = createPieceMemory();
  const given = options.memory && inSlots(options.memory);
  return (entries, signal) => {
    const buffer = createSectionBuffer(given ?? inSlots(twoInTurn()));
    return renderSections(entries, buffer, { openSource, embedBinaries, lendPieceMemory, signal });
  };
}

type RenderOptions = SectionOptions & StreamOptions;

async function* renderSections(
  entries: readonly PreparedEntry[],
  buffer: ReturnType<typeof createSectionBuffer>,
  options: RenderOptions,
): AsyncGenerator<RenderedChunk> {
  let sections = 0;
  for (const entry of entries) {
    const large = writeSection(buffer, entry, options);
    if (large !== undefined) {
      if (buffer.used() > 0) yield buffer.take();
      // Only a source file has a content to stream.
      yield* streamSection(buffer, entry as SourceFile, large, options);
    }
    if (++sections % chunkSections === 0 || buffer.used() >= chunkBytes) {
      yield buffer.take();
      await nextTurn();
      options.signal.throwIfAborted();
    }
  }
  if (buffer.used() > 0) yield buffer.take();
}

function twoInTurn(): ChunkMemory {
  let chunks = 0;
  return { shared: allocateSectionMemory(2), nextSlot: () => chunks++ % 2 };
}

function inSlots({ shared, nextSlot }: ChunkMemory): SectionBufferOptions {
  return {
    nextBuffer: () => sectionSlot(shared, nextSlot()),
    scan: createByteScanner(shared),
  };
}
