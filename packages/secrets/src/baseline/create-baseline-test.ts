import type { EarlierPieces } from '@create-dump/core';
import type { SecretBaseline } from './secret-baseline.js';

/** A finding, as far as a baseline knows it. */
export interface FindingIdentity {
  readonly rule: string;
  readonly start: number;
  readonly fingerprint?: string;
}

/**
 * Creates a test for the findings of a content, or of one piece of it, in their order: the first ones of a rule without fingerprints
 * are known, as many as the baseline says. One that an earlier piece has counted goes with the last one of its rule there.
 */
export function createBaselineTest(
  baseline: SecretBaseline | undefined,
): (path: string, earlier?: EarlierPieces) => (finding: FindingIdentity) => boolean {
  const known = new Set(
    baseline?.fingerprints.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`),
  );
  const limits = new Map(
    baseline?.counts.map(({ rule, path, count }) => [`${rule} ${path}`, count]),
  );
  return (path, earlier) => {
    const counts = new Map(earlier?.counts);
    return ({ rule, start, fingerprint }) => {
      if (fingerprint !== undefined) return known.has(`${rule} ${fingerprint}`);
      const isCounted = start < (earlier?.searched ?? 0);
      const count = (counts.get(rule) ?? 0) + (isCounted ? 0 : 1);
      counts.set(rule, count);
      const limit = limits.get(`${rule} ${path}`);
      return limit !== undefined && count <= limit;
    };
  };
}
