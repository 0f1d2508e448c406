// The parts of a dump around its sections: the header, the table of contents and the frame of the manifest. Facts about the run
// and the entries come in, text goes out. The format is core's port `DumpFormat`; the dumper writes the manifest itself.
import type { DumpFormat } from '@create-dump/core';
import { contents, type ContentsStyle } from './contents.js';
import type { RenderSections } from '../sections/create-section-renderer.js';
import { frontMatter } from './front-matter.js';

export interface MarkdownFormatOptions {
  /** Made by {@link createSectionRenderer}, or a function that distributes entries to several such renderers. */
  readonly renderSections: RenderSections;
  /** Default: `list`. */
  readonly contents?: ContentsStyle;
}

/** Creates the Markdown format (docs/format.md) around a renderer of sections. */
export function createMarkdownFormat(options: MarkdownFormatOptions): DumpFormat {
  const { renderSections, contents: style = 'list' } = options;
  return {
    extension: 'md',
    front: (facts, entries, leftOut) =>
      inChunks(
        [frontMatter(facts, { sections: entries.length, leftOut })],
        contents(entries, style),
      ),
    sections: renderSections,
    beforeManifest: Buffer.from('## Manifest\n\n```jsonl\n'),
    afterManifest: Buffer.from('```\n'),
  };
}

/** Joins lines into pieces that are large enough for one write. */
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
