/**
 * The one table of flags and settings, by meaning in a few files. Each flag is defined once: name, kind of value, default,
 * heading and description. Command line, help, manual, documentation, JSON Schema and the checks of files are derived from it.
 */
import type { Flag } from './flag.js';
import { archivingFlags } from './flags/archiving-flags.js';
import { auditFlags } from './flags/audit-flags.js';
import { dumpFlags } from './flags/dump-flags.js';
import { evidenceFlags } from './flags/evidence-flags.js';
import { historyFlags } from './flags/history-flags.js';
import { hookFlags } from './flags/hook-flags.js';
import { metricsFlags } from './flags/metrics-flags.js';
import { outputFlags } from './flags/output-flags.js';
import { projectFlags } from './flags/project-flags.js';
import { readingFlags } from './flags/reading-flags.js';
import { retentionFlags } from './flags/retention-flags.js';
import { runFlags } from './flags/run-flags.js';
import { secretsFlags } from './flags/secrets-flags.js';
import { selectionFlags } from './flags/selection-flags.js';
import { sourceFlags } from './flags/source-flags.js';
import { storeFlags } from './flags/store-flags.js';
import { viewFlags } from './flags/view-flags.js';

/** All flags and settings, in the order of the documentation. */
export const flags: readonly Flag[] = [
  ...selectionFlags,
  ...dumpFlags,
  ...storeFlags,
  ...secretsFlags,
  ...archivingFlags,
  ...retentionFlags,
  ...evidenceFlags,
  ...auditFlags,
  ...runFlags,
  ...projectFlags,
  ...readingFlags,
  ...historyFlags,
  ...viewFlags,
  ...outputFlags,
  ...metricsFlags,
  ...hookFlags,
  ...sourceFlags,
];

// Other spellings are keys of files only: their flag is that of the setting itself.
const byName: ReadonlyMap<string, Flag> = new Map(
  flags.filter((one) => !('spells' in one)).map((one) => [one.flag, one]),
);

/** The flag of a name, without its dashes. */
export function findFlag(name: string): Flag | undefined {
  return byName.get(name);
}
