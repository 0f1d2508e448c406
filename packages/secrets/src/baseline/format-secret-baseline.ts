/** A finding, as far as a baseline knows it. */
export interface BaselineFinding {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint?: string | undefined;
}

/**
 * Formats findings as a baseline: lines of JSON, sorted, so that it changes only with what is known. A secret with a fingerprint is known
 * wherever it is; of the other ones, a number in a file is known.
 */
export function formatSecretBaseline(findings: readonly BaselineFinding[]): string {
  const lines = new Set<string>();
  const counts = new Map<string, { rule: string; path: string; count: number }>();
  for (const { rule, path, fingerprint } of findings) {
    if (fingerprint !== undefined) {
      lines.add(JSON.stringify({ rule, fingerprint }));
      continue;
    }
    const key = JSON.stringify([rule, path]);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { rule, path, count: 1 });
    else known.count++;
  }
  for (const entry of counts.values()) lines.add(JSON.stringify(entry));
  return [...lines]
    .sort()
    .map((line) => `${line}\n`)
    .join('');
}
