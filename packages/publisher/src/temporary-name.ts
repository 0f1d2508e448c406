import { parseRunId, type RunOwner } from './run-id.js';

/** Archives are written by another package, under names of the same kind. */
export type TemporaryKind = 'dump' | 'checksum' | 'archive';

export interface TemporaryName {
  readonly runId: string;
  /** Tells the files of one run apart. */
  readonly number: number;
  readonly kind: TemporaryKind;
}

const beginning = '.create-dump-';

/** Under 120 bytes, whatever the dump will be called. */
export function formatTemporaryName({ runId, number, kind }: TemporaryName): string {
  return `${beginning}${runId}-${number}-${kind}.tmp`;
}

/** Whether a file with this name is one that a run hasn't published, or a killed run left behind. */
export function isTemporaryName(name: string): boolean {
  return parseTemporaryName(name) !== undefined;
}

/** Owner and kind, or undefined if `name` isn't exactly one of ours. */
export function parseTemporaryName(
  name: string,
): { owner: RunOwner; kind: TemporaryKind } | undefined {
  // Asked of every file of a tree: the expression alone takes 25 ms to compile.
  if (!name.startsWith(beginning)) return undefined;
  const match = /^\.create-dump-([0-9a-z-]{1,80})-\d{1,9}-(dump|checksum|archive)\.tmp$/.exec(name);
  const owner = parseRunId(match?.[1] ?? '');
  return owner && { owner, kind: match?.[2] as TemporaryKind };
}
