import type { KeepingOutcome } from './keeping-work.js';
import type { KeepingDecision } from './keeping-decision.js';

/** What a run of `keepSnapshots` decided and did. In a dry run, only the decisions are filled in. */
export interface KeepingReport extends KeepingOutcome {
  readonly directory: string;
  readonly dryRun: boolean;
  /** What was planned. */
  readonly decisions: readonly KeepingDecision[];
}
