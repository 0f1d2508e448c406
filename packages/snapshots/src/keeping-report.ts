import type { KeepingOutcome } from './apply-keeping.js';
import type { KeepingDecision } from './keeping-decision.js';

export interface KeepingReport extends KeepingOutcome {
  readonly directory: string;
  readonly dryRun: boolean;
  /** What was planned. */
  readonly decisions: readonly KeepingDecision[];
}
