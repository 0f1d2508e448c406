import { CreateDumpError } from '@create-dump/core';
import type { KnownCount, KnownSecret, SecretBaseline } from './secret-baseline.js';

/**
 * Parses a baseline that {@link formatSecretBaseline} wrote.
 *
 * @param file Its name, for messages.
 * @throws {CreateDumpError} `CONFIG_INVALID`, with file and line, for a line that is none of a baseline.
 */
export function parseSecretBaseline(text: string, file: string): SecretBaseline {
  const fingerprints: KnownSecret[] = [];
  const counts: KnownCount[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const entry = parseEntry(line);
    if (entry === undefined) {
      const message = `${file}:${number + 1}: This is no line of a baseline of secrets. Write the baseline again.`;
      throw new CreateDumpError('CONFIG_INVALID', message);
    }
    if ('fingerprint' in entry) fingerprints.push(entry);
    else counts.push(entry);
  }
  return { fingerprints, counts };
}

function parseEntry(line: string): KnownSecret | KnownCount | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { rule, fingerprint, path, count, ...others } = value as Record<string, unknown>;
  if (typeof rule !== 'string' || Object.keys(others).length > 0) return undefined;
  if (typeof fingerprint === 'string' && path === undefined && count === undefined) {
    return isFingerprint(fingerprint) ? { rule, fingerprint } : undefined;
  }
  const isCount = typeof path === 'string' && Number.isSafeInteger(count) && Number(count) > 0;
  return isCount && fingerprint === undefined ? { rule, path, count: Number(count) } : undefined;
}

function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
