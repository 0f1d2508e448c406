/*
 * Pages that show a dump. A verified dump comes in as a `ViewSource`; a self-contained HTML page goes out as a stream of bytes
 * (`createPageWriter`), or a server on loopback shows a dump that is too large for a page (`createViewServer`). `page/` beside this
 * folder is the program that runs in the browser; `built-page.generated.ts` is made of it.
 */
export { pageAssets } from './built-page.generated.js';
export {
  createPageWriter,
  type PageWriterOptions,
  type WriteContent,
  type WritePage,
  type WrittenPage,
} from './page/create-page-writer.js';
export type { PageAssets } from './page/page-assets.js';
export {
  createViewServer,
  type ServedView,
  type ServeView,
  type ViewServerOptions,
} from './serving/create-view-server.js';
export type { ViewSource } from './view-source.js';
