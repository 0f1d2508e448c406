export type { ContentsStyle } from './contents.js';
export { allocateSectionMemory, type SectionMemory } from './allocate-section-memory.js';
export { createLineFeedCounter } from './create-line-feed-counter.js';
export { createMarkdownFormat, type MarkdownFormatOptions } from './create-markdown-format.js';
export {
  createSectionRenderer,
  type RenderSections,
  sectionBufferBytes,
  type SectionRendererOptions,
} from './create-section-renderer.js';
export { excludeBinaries } from './exclude-binaries.js';
export { languageOf } from './language-of.js';
