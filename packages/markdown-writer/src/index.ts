export type { ContentsStyle } from './document/contents.js';
export {
  allocateSectionMemory,
  type SectionMemory,
  sectionSlot,
} from './sections/allocate-section-memory.js';
export {
  createMarkdownFormat,
  type MarkdownFormatOptions,
} from './document/create-markdown-format.js';
export {
  type ChunkMemory,
  createSectionRenderer,
  type RenderSections,
  type SectionRendererOptions,
} from './sections/create-section-renderer.js';
export { excludeBinaries } from './content/exclude-binaries.js';
export { languageOf } from './markup/language-of.js';
export { type PreparedEntry, sectionOpening } from './sections/section-opening.js';
