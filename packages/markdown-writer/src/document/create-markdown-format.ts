import type { DumpFormat } from '@create-dump/core';
import { contents, type ContentsStyle } from './contents.js';
import type { RenderSections } from '../sections/create-section-renderer.js';
import { frontMatter } from './front-matter.js';

export interface MarkdownFormatOptions {
  /** From {@link createSectionRenderer}, or what hands entries to several of them. */
  readonly renderSections: RenderSections;
  /** Default: `list`. */
  readonly contents?: ContentsStyle;
}

/** Binds the Markdown format (docs/format.md) to what renders its sections. */
export function createMarkdownFormat(options: MarkdownFormatOptions): DumpFormat {
  const { renderSections, contents: style = 'list' } = options;
  return {
    extension: 'md',
    front: (facts, entries) =>
      inChunks([frontMatter(facts, entries.length)], contents(entries, style)),
    sections: renderSections,
    beforeManifest: Buffer.from('## Manifest\n\n```jsonl\n'),
    afterManifest: Buffer.from('```\n'),
  };
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
