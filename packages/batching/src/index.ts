/*
 * Batch runs over the projects of a monorepo. `runBatch` takes projects, with their settings, and a destination; it dumps them side
 * by side into a staging directory, proves each dump, publishes it and writes a report. `planBatch` tells what that would do. A
 * killed run is finished or undone by the next one. With the port `RunProjects`, other processes dump the projects by `runProjectTask`.
 */
export type {
  BatchEvent,
  ObserveBatch,
  OutcomeReason,
  ProjectIdentity,
  ProjectOutcome,
} from './batch-event.js';
export { countOutcomes } from './reporting/batch-index.js';
export type {
  BatchContext,
  BatchKeeping,
  BatchOptions,
  BatchProject,
  ProjectDefaults,
  ProjectRequest,
} from './batch-options.js';
export type { BatchReport, ProjectReport } from './batch-report.js';
export { type BatchPlan, planBatch } from './plan-batch.js';
export { keepReports, type ReportKeeping } from './reporting/keep-reports.js';
export type {
  ProjectTask,
  RunProjects,
  RunProjectsContext,
  TaskOutcome,
  TaskProgress,
  TaskReport,
  TaskResult,
  TaskSelection,
} from './remote/project-task.js';
export { runProjectTask, type TaskContext } from './remote/run-project-task.js';
export { type BatchRun, runBatch } from './run-batch.js';
