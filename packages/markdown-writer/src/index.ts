export type { ContentsStyle } from './contents.js';
export {
  allocateSectionMemory,
  type SectionMemory,
  sectionSlot,
} from './allocate-section-memory.js';
export { createMarkdownFormat, type MarkdownFormatOptions } from './create-markdown-format.js';
export {
  type ChunkMemory,
  createSectionRenderer,
  type RenderSections,
  type SectionRendererOptions,
} from './create-section-renderer.js';
export { excludeBinaries } from './exclude-binaries.js';
export { languageOf } from './language-of.js';
export { type PreparedEntry, sectionOpening } from './section-opening.js';
