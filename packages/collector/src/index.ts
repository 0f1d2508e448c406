export type { CollectorOptions, SelectionOptions } from './collector-options.js';
export { createCollector } from './create-collector.js';
export { createFileReader, type FileReaderOptions } from './create-file-reader.js';
