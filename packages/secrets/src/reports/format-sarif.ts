import { encodePath } from '@create-dump/core';
import { builtInRules } from '../rules/built-in-rules.js';
import type { ReportedSecret, ReportOptions } from './reported-secret.js';

/** Where SARIF's schema is, as its specification says. */
const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Formats findings as SARIF 2.1.0, which code hosts and editors show. There is no snippet in it, no column and no length: it says
 * where a secret is, and nothing of it.
 */
export function formatSarif(secrets: readonly ReportedSecret[], options: ReportOptions): string {
  const titles = new Map(builtInRules().map(({ id, title }) => [id, title]));
  for (const { id, description } of options.rules ?? []) titles.set(id, description);
  const ids = [...new Set(secrets.map(({ rule }) => rule))].sort();
  const driver = {
    name: 'create-dump',
    version: options.version,
    rules: ids.map((id) => ({ id, shortDescription: { text: titles.get(id) ?? id } })),
  };
  const results = secrets.map((secret) => toResult(secret, ids, titles));
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function toResult(
  { path, rule, line, fingerprint, action }: ReportedSecret,
  ids: readonly string[],
  titles: ReadonlyMap<string, string>,
): object {
  const result = {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: action === 'allowed' ? 'note' : 'error',
    message: { text: `${titles.get(rule) ?? rule}: ${action}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(path), uriBaseId: '%SRCROOT%' },
          region: { startLine: line },
        },
      },
    ],
    properties: { action },
  };
  return {
    ...result,
    ...(fingerprint !== undefined && {
      partialFingerprints: { 'createDumpSecret/v1': fingerprint },
    }),
    ...(action === 'allowed' && { suppressions: [{ kind: 'external' }] }),
  };
}

const unreserved = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/');

/** A relative reference (RFC 3986) that keeps each byte of a path. */
function toUri(path: string): string {
  const text = Array.from(encodePath(path), (byte) => {
    const character = String.fromCharCode(byte);
    return unreserved.has(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return text.join('');
}
