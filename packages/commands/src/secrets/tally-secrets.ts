import { grouped } from '@create-dump/observing';
import type { SecretFinding } from '@create-dump/core';

/** Counts what is found in a run. */
export interface SecretTally {
  add(finding: Pick<SecretFinding, 'action'>): void;
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
  const counts = { warned: 0, redacted: 0, refused: 0, allowed: 0 };
  return {
    add({ action }) {
      counts[action]++;
    },
    text: () =>
      (Object.keys(words) as (keyof typeof words)[])
        .filter((action) => counts[action] > 0)
        .map((action) => `${grouped(counts[action])} ${words[action]}`)
        .join(', '),
  };
}
