// Secrets in contents, before they are shown. `searchContent` has the finder search a whole content, `createSecretStream` one that
// arrives in pieces; findings come out, and what has to be replaced. `redactSpans` replaces it.
import {
  type SecretFinder,
  type SecretFinding,
  type SecretMode,
  type SecretSpan,
} from '@create-dump/core';
import { mergeSpans } from './merge-spans.js';

/** What is done with secrets, and what finds them. */
export interface SecretGate {
  readonly finder: SecretFinder;
  readonly mode: SecretMode;
}

export interface SearchedContent {
  readonly findings: readonly SecretFinding[];
  /** What has to be replaced, in order and without overlaps. */
  readonly secrets: readonly SecretSpan[];
}

/** @param content As the dump would show it. */
export function searchContent(
  { finder, mode }: SecretGate,
  path: string,
  content: Buffer,
): SearchedContent {
  const spans = finder.find(content, path);
  if (spans.length === 0) return nothingFound;
  return {
    findings: spans.map((span) => toFinding(span, path, mode)),
    secrets: mode === 'redact' ? mergeSpans(spans.filter(isActive)) : [],
  };
}

const nothingFound: SearchedContent = { findings: [], secrets: [] };

export function isActive({ allowed }: SecretSpan): boolean {
  return allowed === undefined;
}

const actionOf = { warn: 'warned', redact: 'redacted', fail: 'refused' } as const;

export function toFinding(span: SecretSpan, path: string, mode: SecretMode): SecretFinding {
  const { rule, line, fingerprint } = span;
  const action = isActive(span) ? actionOf[mode] : 'allowed';
  // A fingerprint is derived from the secret.
  const isTold = fingerprint !== undefined && action !== 'redacted';
  return { path, rule, line, ...(isTold && { fingerprint }), action };
}
