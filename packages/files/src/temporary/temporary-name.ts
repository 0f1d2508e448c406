import { parseRunId, type RunOwner } from '../runs/run-id.js';

/** What the file is to become. */
export type TemporaryKind = 'dump' | 'checksum' | 'archive' | 'metrics';

export interface TemporaryName {
  readonly runId: string;
  /** Distinguishes the files of one run. */
  readonly number: number;
  readonly kind: TemporaryKind;
}

const beginning = '.create-dump-';

/** Under 120 bytes, however long the final name is. */
export function formatTemporaryName({ runId, number, kind }: TemporaryName): string {
  return `${beginning}${runId}-${number}-${kind}.tmp`;
}

/** Whether this is the name of a file that a run hasn't placed yet, or left behind when it was killed. */
export function isTemporaryName(name: string): boolean {
  return parseTemporaryName(name) !== undefined;
}

/** Owner and kind, or undefined if `name` isn't exactly one of ours. */
export function parseTemporaryName(
  name: string,
): { owner: RunOwner; kind: TemporaryKind } | undefined {
  // This runs for every file of a tree, and the expression alone takes 25 ms to compile.
  if (!name.startsWith(beginning)) return undefined;
  const match =
    /^\.create-dump-([0-9a-z-]{1,80})-\d{1,9}-(dump|checksum|archive|metrics)\.tmp$/.exec(name);
  const owner = parseRunId(match?.[1] ?? '');
  return owner && { owner, kind: match?.[2] as TemporaryKind };
}
