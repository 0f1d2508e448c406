export {
  type BinaryPolicy,
  type Destination,
  discoverProject,
  dumpProject,
  type ProjectDump,
  type RunContext,
} from './dump-project.js';
export {
  createRenderPool,
  type RenderPool,
  type RenderPoolOptions,
} from './rendering/create-render-pool.js';
export type { RenderMemory } from './rendering/render-message.js';
export { serveRendering } from './rendering/serve-rendering.js';
export { recordTree } from './record-tree.js';
export { discoverFiles, explainSelection, type Selection } from './selection.js';
export type { Explanation } from '@create-dump/collector';
export { keepSnapshots, type KeepingReport } from './keeping/keep-snapshots.js';
export type { KeepingDecision } from './keeping/keeping-decision.js';
export type { KeepingOptions, UpcomingDump } from './keeping/keeping-options.js';
export { openArchived } from './keeping/open-archived.js';
export { findArchives, isArchiveFile, verifyArchived } from './keeping/verify-archived.js';
export { parseKeepWithin, type RetentionPolicy } from '@create-dump/retention';
export type {
  BatchEvent,
  ObserveBatch,
  OutcomeReason,
  ProjectIdentity,
  ProjectOutcome,
} from './batch/batch-event.js';
export {
  findProjects,
  type FindProjectsOptions,
  type ProjectSearch,
} from './projects/find-projects.js';
export type { FoundProject, ProjectEvidence, ProjectTool } from './projects/found-project.js';
export type {
  BatchContext,
  BatchKeeping,
  BatchOptions,
  BatchProject,
  ProjectRequest,
} from './batch/batch-options.js';
export type { BatchReport, ProjectReport } from './batch/batch-report.js';
export { type BatchRun, runBatch } from './batch/run-batch.js';
export { countOutcomes } from './batch/batch-index.js';
export { type BatchPlan, planBatch } from './batch/plan-batch.js';
