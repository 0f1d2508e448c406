import { parseRunId, type RunOwner } from '../runs/run-id.js';

/** What the file will become. */
export type TemporaryKind =
  | 'dump'
  | 'checksum'
  | 'signature'
  | 'archive'
  | 'ledger'
  | 'index'
  | 'metrics'
  | 'settings'
  | 'cache'
  | 'page';

export interface TemporaryName {
  readonly runId: string;
  /** Distinguishes the files of one run. */
  readonly number: number;
  readonly kind: TemporaryKind;
}

const beginning = '.create-dump-';

/** Shorter than 120 bytes, regardless of the final name. */
export function formatTemporaryName({ runId, number, kind }: TemporaryName): string {
  return `${beginning}${runId}-${number}-${kind}.tmp`;
}

/** Whether a file with this name is unfinished: not placed yet, or left behind by a killed run. */
export function isTemporaryName(name: string): boolean {
  return parseTemporaryName(name) !== undefined;
}

/** The parts of a temporary file's name, with what its run id says. */
export interface ParsedTemporaryName extends Omit<TemporaryName, 'number'> {
  readonly owner: RunOwner;
}

/** Undefined if `name` doesn't have exactly our form. */
export function parseTemporaryName(name: string): ParsedTemporaryName | undefined {
  // Called for every file of a tree: compiling the expression costs 25 ms, so it is avoided for other names.
  if (!name.startsWith(beginning)) return undefined;
  const match =
    /^\.create-dump-([0-9a-z-]{1,80})-\d{1,9}-(dump|checksum|signature|archive|ledger|index|metrics|settings|cache)\.tmp$/.exec(
      name,
    );
  const [, runId = '', kind] = match ?? [];
  const owner = parseRunId(runId);
  return owner && { runId, owner, kind: kind as TemporaryKind };
}
