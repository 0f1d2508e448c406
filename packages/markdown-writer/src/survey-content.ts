import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { OpenSource } from '@create-dump/core';
import type { FenceRuns } from './choose-fence.js';
import { brokenCharacterLength, contentPieces } from './content-pieces.js';

/** What must be known of a large content before its section can begin. */
export interface ContentSurvey {
  readonly size: number;
  readonly sha256: string;
  readonly isText: boolean;
  readonly runs: FenceRuns;
  /** The digest of all bytes up to the end of each piece: a second reading proves itself piece by piece. */
  readonly checkpoints: readonly string[];
}

/** Reads a whole content in pieces, into `buffer`, and keeps none of it. */
export async function surveyContent(
  source: OpenSource,
  buffer: Buffer,
  signal: AbortSignal,
): Promise<ContentSurvey> {
  const hash = createHash('sha256');
  const backticks = createRunCounter(0x60);
  const tildes = createRunCounter(0x7e);
  const checkpoints: string[] = [];
  let size = 0;
  let isText = true;
  for (const { ready, tail } of contentPieces(source, brokenCharacterLength, buffer)) {
    hash.update(ready);
    size += ready.length;
    isText &&= isUtf8(ready) && !ready.includes(0);
    backticks.add(ready);
    tildes.add(ready);
    checkpoints.push(hash.copy().update(tail).digest('hex'));
    await setImmediate();
    signal.throwIfAborted();
  }
  const runs = { backticks: backticks.longest(), tildes: tildes.longest() };
  return { size, sha256: hash.digest('hex'), isText, runs, checkpoints };
}

/** Counts the longest run of a byte across pieces. */
function createRunCounter(byte: number) {
  let longest = 0;
  let open = 0;
  return {
    add(bytes: Buffer): void {
      let from = 0;
      while (from < bytes.length) {
        let end = from;
        while (bytes[end] === byte) end++;
        open += end - from;
        if (open > longest) longest = open;
        if (end === bytes.length) return;
        open = 0;
        const next = bytes.indexOf(byte, end);
        if (next === -1) return;
        from = next;
      }
    },
    longest: () => longest,
  };
}
