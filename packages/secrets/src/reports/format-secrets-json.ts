import { displayPath } from '@create-dump/core';
import type { ReportedSecret, ReportOptions } from './reported-secret.js';

/** Formats findings as one JSON document: counts of what was done, and each finding. */
export function formatSecretsJson(
  secrets: readonly ReportedSecret[],
  { version }: Pick<ReportOptions, 'version'>,
): string {
  const counts = { warned: 0, redacted: 0, refused: 0, allowed: 0 };
  for (const { action } of secrets) counts[action]++;
  const findings = secrets.map(({ path, rule, line, fingerprint, action }) => ({
    path: displayPath(path),
    line,
    rule,
    ...(fingerprint !== undefined && { fingerprint }),
    action,
  }));
  return `${JSON.stringify({ format: 'create-dump-secrets', version: 1, tool: `create-dump ${version}`, counts, findings }, undefined, 2)}\n`;
}
