import { setImmediate } from 'node:timers/promises';
import type {
  DumpFormat,
  OpenSourceFile,
  RenderedChunk,
  SectionEntry,
  SourceFile,
} from '@create-dump/core';
import { contents, type ContentsStyle } from './contents.js';
import { frontMatter } from './front-matter.js';
import { createSectionBuffer } from './section-buffer.js';
import { streamSection } from './stream-section.js';
import { wholeLimit, writeSection } from './write-section.js';

export interface MarkdownFormatOptions {
  readonly openSource: OpenSourceFile;
  /** Default: `list`. */
  readonly contents?: ContentsStyle;
  /** Embed binary contents as base64 (`embed`), or only give their size and digest (`list`, the default). */
  readonly binary?: 'list' | 'embed';
}

/** A chunk is handed on at this many bytes, or this many sections: a few milliseconds of work either way. */
const chunkBytes = 2 * 2 ** 20;
const chunkSections = 256;

// Behind a chunk that is nearly full there is room for a whole content in its largest form (Latin-1 may double) and for
// its heading: a path of 4 KiB takes six bytes a character at most, twice.
const bufferBytes = chunkBytes + 2 * wholeLimit + 2 ** 17;

/** Binds the Markdown format (docs/format.md) to where contents come from. */
export function createMarkdownFormat(options: MarkdownFormatOptions): DumpFormat {
  const { openSource, contents: style = 'list', binary = 'list' } = options;
  const embedBinaries = binary === 'embed';
  return {
    extension: 'md',
    front: (facts, entries) =>
      inChunks([frontMatter(facts, entries.length)], contents(entries, style)),
    sections: (entries, signal) => renderSections(entries, { openSource, embedBinaries, signal }),
    beforeManifest: Buffer.from('## Manifest\n\n```jsonl\n'),
    afterManifest: Buffer.from('```\n'),
  };
}

interface RenderOptions {
  readonly openSource: OpenSourceFile;
  readonly embedBinaries: boolean;
  readonly signal: AbortSignal;
}

async function* renderSections(
  entries: readonly SectionEntry[],
  options: RenderOptions,
): AsyncGenerator<RenderedChunk> {
  const buffer = createSectionBuffer(bufferBytes);
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
      await setImmediate();
      options.signal.throwIfAborted();
    }
  }
  yield buffer.take();
}

/** Joins lines to pieces worth writing. */
function* inChunks(...sources: ReadonlyArray<Iterable<string>>): Generator<Uint8Array> {
  let text = '';
  for (const source of sources) {
    for (const line of source) {
      text += line;
      if (text.length >= 2 ** 16) {
        yield Buffer.from(text);
        text = '';
      }
    }
  }
  yield Buffer.from(text);
}
