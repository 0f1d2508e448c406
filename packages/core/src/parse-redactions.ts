import { maxRedactions, type Redaction } from './manifest.js';
import { isRedactedRule } from './redacted-rule.js';

/**
 * The places of a redacted content of `shownSize` bytes, as a record states them. Undefined if they aren't in order, overlap or
 * lie outside of it, if there are none or too many, or if anything is of a wrong type.
 */
export function parseRedactions(
  value: unknown,
  shownSize: number,
): readonly Redaction[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxRedactions) return undefined;
  const redactions: Redaction[] = [];
  let end = 0;
  for (const item of value as readonly unknown[]) {
    if (typeof item !== 'object' || item === null) return undefined;
    const { at, length, rule } = item as Readonly<Record<string, unknown>>;
    if (!isCount(at) || !isCount(length) || !isRedactedRule(rule)) return undefined;
    if (at < end || length === 0 || at + length > shownSize) return undefined;
    redactions.push({ at, length, rule });
    end = at + length;
  }
  return redactions;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
