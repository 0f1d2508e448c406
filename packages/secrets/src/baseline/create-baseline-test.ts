import type { SecretBaseline } from './secret-baseline.js';

/** A finding, as far as a baseline knows it. */
export interface FindingIdentity {
  readonly rule: string;
  readonly fingerprint?: string;
}

/**
 * Creates a test for the findings of one content, in their order: the first ones of a rule without fingerprints are known, as many
 * as the baseline says.
 */
export function createBaselineTest(
  baseline: SecretBaseline | undefined,
): (path: string) => (finding: FindingIdentity) => boolean {
  const known = new Set(
    baseline?.fingerprints.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`),
  );
  const counts = new Map(
    baseline?.counts.map(({ rule, path, count }) => [`${rule} ${path}`, count]),
  );
  return (path) => {
    const left = new Map<string, number>();
    return ({ rule, fingerprint }) => {
      if (fingerprint !== undefined) return known.has(`${rule} ${fingerprint}`);
      const count = left.get(rule) ?? counts.get(`${rule} ${path}`) ?? 0;
      left.set(rule, count - 1);
      return count > 0;
    };
  };
}
