import type { SecretFinding, SecretSpan } from '@create-dump/core';
import { characterEnd, characterStart } from './character-bounds.js';
import { mergeSpans } from './merge-spans.js';
import { type RedactedContent, redactSpans } from './redact-spans.js';
import { isActive, type SecretGate, toFinding } from './search-content.js';

/** Searches a content that arrives in pieces. */
export interface SecretStream {
  /**
   * Returns what may be shown by now. With `redact`, it lags behind by the overlap of the finder, and is valid until the next
   * call; otherwise it is `bytes`.
   */
  add(bytes: Buffer, isLast: boolean): RedactedContent;
  /** Of all pieces so far. */
  readonly findings: readonly SecretFinding[];
  /** How many secrets were replaced. */
  readonly replaced: number;
}

/** Bytes before what wasn't searched yet, so that the finder sees what precedes a secret. */
const contextBytes = 64;

export function createSecretStream({ finder, mode }: SecretGate, path: string): SecretStream {
  const findings: SecretFinding[] = [];
  const counts = new Map<string, number>();
  const window = createWindow();
  let replaced = 0;
  let linesBefore = 0;
  // Places in the window. Secrets that begin before `searched` are known; bytes before `shown` were returned.
  let [searched, shown] = [0, 0];

  /** Returns the secrets that have to be replaced, as far as they weren't shown. */
  const search = (isLast: boolean): readonly SecretSpan[] => {
    const { bytes } = window;
    // What begins in the overlap may go on in the next piece, and is found again with it.
    const limit = isLast
      ? bytes.length + 1
      : Math.max(searched, characterStart(bytes, bytes.length - finder.overlap));
    const found = finder
      .find(bytes, path, { searched, counts })
      .filter(({ start }) => start < limit);
    const isKnown = ({ start }: SecretSpan) => start < searched;
    for (const span of found) {
      if (isKnown(span)) continue;
      counts.set(span.rule, (counts.get(span.rule) ?? 0) + 1);
      findings.push(toFinding({ ...span, line: linesBefore + span.line }, path, mode));
    }
    // What is longer than the overlap, such as a large key, goes on in what wasn't shown yet.
    const open = found.filter((span) => isActive(span) && (!isKnown(span) || span.end > shown));
    searched = limit;
    return open;
  };
  const forgetShown = () => {
    const from = Math.max(0, Math.min(searched, shown) - contextBytes);
    linesBefore += window.dropUntil(from);
    searched -= from;
    shown -= from;
  };

  return {
    add(piece, isLast) {
      forgetShown();
      window.append(piece);
      const { bytes } = window;
      const from = shown;
      const secrets = mergeSpans(search(isLast)).filter(({ end }) => end > from);
      const ends = secrets.map(({ end }) => characterEnd(bytes, end));
      shown = Math.max(shown, Math.min(searched, bytes.length), ends.at(-1) ?? 0);
      if (mode !== 'redact') return { content: piece, redactions: [] };
      const spans = secrets.map((span) => moveSpan(span, from));
      const redacted = redactSpans(bytes.subarray(from, shown), spans);
      replaced += redacted.redactions.length;
      return redacted;
    },
    findings,
    get replaced() {
      return replaced;
    },
  };
}

/** A secret that begins in what was returned already goes on at the beginning of the rest. */
function moveSpan(span: SecretSpan, by: number): SecretSpan {
  return { ...span, start: Math.max(0, span.start - by), end: span.end - by };
}

/** The end of a content, in memory that is reused. */
function createWindow() {
  let memory = Buffer.alloc(0);
  let length = 0;
  return {
    get bytes() {
      return memory.subarray(0, length);
    },
    append(bytes: Buffer): void {
      if (length + bytes.length > memory.length) {
        const larger = Buffer.allocUnsafeSlow(length + bytes.length);
        memory.copy(larger, 0, 0, length);
        memory = larger;
      }
      bytes.copy(memory, length);
      length += bytes.length;
    },
    /** Drops the bytes before `end`. Returns the number of line feeds in them. */
    dropUntil(end: number): number {
      const dropped = memory.subarray(0, end);
      let lines = 0;
      for (let at = dropped.indexOf(10); at !== -1; at = dropped.indexOf(10, at + 1)) lines++;
      memory.copyWithin(0, end, length);
      length -= end;
      return lines;
    },
  };
}
