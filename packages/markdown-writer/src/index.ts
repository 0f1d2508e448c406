// Renders dumps as Markdown. Files come in as entries with a port that opens their contents; sections go out in chunks of about
// 2 MiB, with a record for each file. `document` has the parts around the sections, `sections` the parts of each, `content`
// decides how a content is shown, `secrets` what of it is replaced, `scanning` finds facts about its bytes, `markup` formats paths and languages.
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
export { createSecretStream, type SecretStream } from './secrets/create-secret-stream.js';
export type { SecretGate } from './secrets/search-content.js';
export { excludeBinaries } from './content/exclude-binaries.js';
export { languageOf } from './markup/language-of.js';
export { type PreparedEntry, sectionOpening } from './sections/section-opening.js';
