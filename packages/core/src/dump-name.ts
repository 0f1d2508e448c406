/** The parts of a dump's file name: `{prefix}_all_code_dump_{YYYYMMDD_HHMMSS}[-{n}].{extension}`. */
export interface DumpName {
  readonly prefix: string;
  /** UTC, `YYYYMMDD_HHMMSS`. */
  readonly stamp: string;
  /** Distinguishes dumps of the same second; 0 for the first. */
  readonly sequence: number;
  /** `md`, `md.gz`, `json` or `json.gz`. */
  readonly extension: string;
}

// The Python original could also name its dumps `_all_create_dump_`.
const pattern =
  /^(.+)_all_(?:code|create)_dump_(\d{8}_\d{6})(?:-([1-9]\d{0,5}))?\.(md|md\.gz|json|json\.gz)$/su;

export function formatDumpName({ prefix, stamp, sequence, extension }: DumpName): string {
  return `${prefix}_all_code_dump_${stamp}${sequence === 0 ? '' : `-${sequence}`}.${extension}`;
}

/** Parses the name of a dump. Undefined if `name` isn't one, or if its time doesn't exist. */
export function parseDumpName(name: string): DumpName | undefined {
  // No file system has longer names; the bound keeps the match fast.
  if (name.length > 255) return undefined;
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, prefix = '', stamp = '', sequence = '0', extension = ''] = match;
  return stampToDate(stamp) === undefined
    ? undefined
    : { prefix, stamp, sequence: Number(sequence), extension };
}

/** Formats a time as `YYYYMMDD_HHMMSS` in UTC. */
export function dateToStamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
}

/** Parses `YYYYMMDD_HHMMSS` in UTC. Undefined if there is no such time (31 June). */
export function stampToDate(stamp: string): Date | undefined {
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6.000Z');
  const date = new Date(iso);
  const exists = iso !== stamp && !Number.isNaN(date.getTime()) && date.toISOString() === iso;
  return exists ? date : undefined;
}

/**
 * Makes the prefix of a dump's name from a directory's name. Separators, controls and characters that `sha256sum` escapes or
 * Windows refuses become `_`, as does a leading `-` or `.`. The prefix has at most 150 bytes, so that every name made from it
 * fits into 255.
 */
export function toDumpPrefix(name: string): string {
  const safe = name
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\\/:*?"<>|\ufffd]/g, '_')
    .trim()
    .replace(/^[-.]/, '_');
  let prefix = '';
  let bytes = 0;
  for (const char of safe) {
    bytes += Buffer.byteLength(char);
    if (bytes > 150) break;
    prefix += char;
  }
  return prefix === '' ? 'root' : prefix;
}
