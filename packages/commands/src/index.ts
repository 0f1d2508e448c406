/*
 * The commands that a program other than the CLI runs as well: `single`, `batch`, `archive` and `audit`. Arguments go in, as a parser
 * or a settings table gives them. `completeArguments` adds the settings of files and of the environment, the command's `toAction`
 * reads them into work, and `runObserved` does the work in a `World` and returns the exit code. The readers that several commands
 * share are exported for the CLI's other commands.
 */
export { archiveCommand } from './archive/archive-command.js';
export { readMetricsArguments } from './arguments/metrics-arguments.js';
export { readOutputArguments } from './arguments/output-arguments.js';
export { type DefaultWorkers, forReading, readWorkers } from './arguments/read-workers.js';
export { auditCommand } from './audit/audit-command.js';
export { type HooksRequest, readHookArguments } from './hooks/hook-arguments.js';
export { batchCommand } from './batch/batch-command.js';
export type { Action, Command } from './command.js';
export type { AppliedSettings, SettingOrigins } from './configuration/apply-settings.js';
export { completeArguments } from './configuration/complete-arguments.js';
export { settingsDirectory } from './configuration/settings-directory.js';
export type { SettingsFor } from './configuration/settings-for.js';
export { toArgument } from './configuration/to-argument.js';
export { readSettingsSource, type SettingsSource } from './configuration/settings-source.js';
export { openRequestedTrust } from './evidence/open-trust.js';
export { readTrust, type TrustRequest } from './evidence/trust-arguments.js';
export { flagSets } from './flag-sets.js';
export { outputFailure } from './process/output-failure.js';
export { runObserved, type RunRequest } from './process/run-observed.js';
export { type OutputWatch, watchOutput } from './process/watch-output.js';
export type { World } from './process/world.js';
export { performDump, type WorkerFacts } from './queue/perform-dump.js';
export { findAddress, type QueueRequest, readQueueRequest } from './queue/queue-request.js';
export { type DeadRequest, runDead } from './queue/run-dead.js';
export {
  type MonitoredWorker,
  runWorker,
  type WorkerMonitor,
  type WorkerOptions,
} from './queue/run-worker.js';
export type { WorkerSettingsSource } from './queue/worker-settings.js';
export { resolveRoot } from './selection/resolve-root.js';
export {
  readSelectionArguments,
  type SelectionArguments,
  toSelection,
} from './selection/selection-arguments.js';
export { warnOfUnmatched } from './selection/warn-of-unmatched.js';
export { singleCommand } from './single/single-command.js';
export { findStored, type StoreAccess } from './stores/find-stored.js';
export { openStore } from './stores/open-store.js';
export { readStoreArguments, type StoreRequest } from './stores/store-arguments.js';
export { readSecretsArguments, type SecretsArguments } from './secrets/secrets-arguments.js';
export {
  requireWritableBaseline,
  requireWritableReport,
  writeBaseline,
  writeSecretsReport,
} from './secrets/secrets-report.js';
export { toSecrets } from './secrets/to-secrets.js';
