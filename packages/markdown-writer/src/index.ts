export type { ContentsStyle } from './contents.js';
export { createMarkdownFormat, type MarkdownFormatOptions } from './create-markdown-format.js';
export { excludeBinaries } from './exclude-binaries.js';
export { languageOf } from './language-of.js';
