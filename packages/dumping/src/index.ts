/*
 * The dump of one directory. A `ProjectDump` says which files are selected, how they are rendered and where the dump goes;
 * `dumpProject` binds collector, Markdown writer and publisher to core's pipeline, with render threads for large trees, and
 * resolves with the published dump. `own-output/` recognises what this program wrote, so that no dump contains an earlier one.
 */
export { createDump, type CreateDumpOptions } from './create-dump.js';
export { discoverProject, dumpProject, type RunContext } from './dump-project.js';
export type { DumpLimits } from './enforce-limits.js';
export { recordUnchanged } from './record-unchanged.js';
export type { CreateFinder, ProjectSecrets } from './secrets/project-secrets.js';
export { createOwnOutputTest } from './own-output/create-own-output-test.js';
export { isArchiveHead } from './own-output/own-archive.js';
export {
  parseReportName,
  reportFormat,
  reportIndexHead,
  reportStamp,
} from './own-output/report-name.js';
export { parseStagingName, stagingName } from './own-output/staging-name.js';
export { type OwnProcess, ownProcess } from './own-process.js';
export type { BinaryPolicy, Destination, ProjectDump, SkipUnchanged } from './project-dump.js';
export { recordTree } from './record-tree.js';
export {
  createRenderPool,
  type RenderPool,
  type RenderPoolOptions,
} from './rendering/create-render-pool.js';
export type { RenderMemory } from './rendering/render-message.js';
export { serveRendering } from './rendering/serve-rendering.js';
export { discoverFiles, explainSelection, listFiles, type Selection } from './selection.js';
export {
  type DecidingOption,
  type Explanation,
  readRemoteUrl,
  userGitFiles,
} from '@create-dump/collector';
