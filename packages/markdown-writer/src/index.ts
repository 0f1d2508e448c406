export type { ContentsStyle } from './contents.js';
export { createMarkdownFormat, type MarkdownFormatOptions } from './create-markdown-format.js';
export {
  createSectionRenderer,
  type RenderSections,
  sectionBufferBytes,
  type SectionRendererOptions,
} from './create-section-renderer.js';
export { excludeBinaries } from './exclude-binaries.js';
export { languageOf } from './language-of.js';
