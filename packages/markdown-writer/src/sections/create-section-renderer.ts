// The sections of a dump, one for each entry. Entries come in with a port that opens their contents; chunks of whole or partial
// sections go out, with the records of the sections that end in them. `writeSection` reads a content whole, straight to its
// place in the chunk; `streamSection` takes one of over 4 MiB in pieces.
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
import type { SecretGate } from '../secrets/search-content.js';
import {
  createRetries,
  giveUp,
  isPassing,
  ownClock,
  type RetryClock,
  tryToWrite,
} from './create-retries.js';
import { type StreamOptions, streamSection } from './stream-section.js';
import type { SectionOptions } from './write-section.js';

export interface SectionRendererOptions {
  readonly openSource: OpenSourceFile;
  /** Whether binary contents are embedded as base64 (`embed`) or only listed with size and digest (`list`, the default). */
  readonly binary?: 'list' | 'embed';
  /** Searches contents for secrets before they are shown, and replaces them with `redact`. Default: nobody looks for them. */
  readonly secrets?: SecretGate | undefined;
  /** Memory for the chunks. Default: own memory for two chunks in turn, the minimum that the port requires. */
  readonly memory?: ChunkMemory;
  /** Default: timers and `Math.random`. */
  readonly retryClock?: RetryClock;
}

/** Memory for a caller that uses chunks for longer, or in another thread. */
export interface ChunkMemory {
  readonly shared: SectionMemory;
  /** The number of the slot for the next chunk. */
  readonly nextSlot: () => number;
}

/** Renders one section for each entry, in order. Needs nothing else of the run, so it can work in any thread. */
export type RenderSections = (
  entries: readonly PreparedEntry[],
  signal: AbortSignal,
) => AsyncIterable<RenderedChunk>;

/** A chunk also ends when it has this many sections. */
const chunkSections = 256;

/** Creates a renderer of sections (docs/format.md) for the contents of `openSource`. */
export function createSectionRenderer(options: SectionRendererOptions): RenderSections {
  const { openSource, binary = 'list', secrets } = options;
  const embedBinaries = binary === 'embed';
  const retries = createRetries(options.retryClock ?? ownClock);
  const lendPieceMemory = createPieceMemory();
  const given = options.memory && inSlots(options.memory);
  return (entries, signal) => {
    const buffer = createSectionBuffer(given ?? inSlots(twoInTurn()));
    return renderSections(entries, buffer, {
      openSource,
      embedBinaries,
      secrets,
      lendPieceMemory,
      signal,
      retries,
    });
  };
}

type RenderOptions = SectionOptions &
  StreamOptions & { readonly retries: ReturnType<typeof createRetries> };

async function* renderSections(
  entries: readonly PreparedEntry[],
  buffer: ReturnType<typeof createSectionBuffer>,
  options: RenderOptions,
): AsyncGenerator<RenderedChunk> {
  const { retries } = options;
  const take = () => {
    const chunk = buffer.take();
    const retried = retries.take();
    return retried === undefined ? chunk : { ...chunk, retried };
  };
  let sections = 0;
  for (const entry of entries) {
    let large = tryToWrite(buffer, entry, options);
    if (isPassing(large)) {
      const again = () => tryToWrite(buffer, entry, options);
      large = await retries.repeat(large, again, entry.path, options.signal);
      if (isPassing(large)) large = giveUp(buffer, large);
    }
    if (large !== undefined) {
      if (buffer.used() > 0) yield take();
      // Only a source file has a content to stream.
      yield* streamSection(buffer, entry as SourceFile, large, options);
    }
    if (++sections % chunkSections === 0 || buffer.used() >= chunkBytes) {
      yield take();
      await nextTurn();
      options.signal.throwIfAborted();
    }
  }
  if (buffer.used() > 0) yield take();
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
