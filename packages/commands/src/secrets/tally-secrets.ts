import { grouped, type RunEvent } from '@create-dump/observing';
import type { SecretFinding } from '@create-dump/core';

/** What is found in a run, of one project or of many. */
export interface SecretTally {
  /** Takes any event. */
  add(event: RunEvent): void;
  /** The findings, with paths from the root of the run. */
  readonly findings: readonly SecretFinding[];
  /** Whether contents were looked at to their end. */
  readonly isComplete: boolean;
  /** A line for the summary: `2 found, 1 allowed`. Empty if there is nothing to tell. */
  text(): string;
}

const words = {
  warned: 'found',
  redacted: 'redacted',
  refused: 'refused',
  allowed: 'allowed',
} as const;

export function tallySecrets(): SecretTally {
  const findings: SecretFinding[] = [];
  let isComplete = false;
  const count = (action: string) => findings.filter((one) => one.action === action).length;
  return {
    add(told) {
      const event = 'event' in told ? told.event : told;
      if (event.type === 'phase-finished' && event.phase === 'render') isComplete = true;
      if (event.type !== 'secret-found') return;
      const { type: _, ...finding } = event;
      const directory = told.type === 'project-event' ? told.project.directory : '.';
      const path = directory === '.' ? finding.path : `${directory}/${finding.path}`;
      findings.push({ ...finding, path });
    },
    findings,
    get isComplete() {
      return isComplete;
    },
    text: () =>
      Object.entries(words)
        .map(([action, word]) => ({ word, found: count(action) }))
        .filter(({ found }) => found > 0)
        .map(({ word, found }) => `${grouped(found)} ${word}`)
        .join(', '),
  };
}
