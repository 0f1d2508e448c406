import { CreateDumpError } from './create-dump-error.js';
import type { GitFacts } from './discover.js';
import {
  type ContentEncoding,
  type DumpRecord,
  type ManifestEnd,
  type ManifestHeader,
} from './manifest.js';
import { parsePlainRecord } from './parse-plain-record.js';
import { parseRedactions } from './parse-redactions.js';
import { decodePath } from './path-bytes.js';
import { type FileChange, type FileMode, type SkipReason, skipReasons } from './source-file.js';

const encodings: readonly string[] = [
  'latin1',
  'utf-16le',
  'utf-16be',
  'base64',
] satisfies ContentEncoding[];
const changes: readonly string[] = ['added', 'modified', 'renamed'] satisfies FileChange[];
const fileModes: readonly string[] = ['100644', '100755', '120000'] satisfies FileMode[];

/**
 * Parses the manifest's first line.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if it isn't one, or has an unknown format version.
 */
export function parseManifestHeader(line: string): ManifestHeader {
  const fields = parseLine(line);
  if (fields.take('format') !== 'create-dump')
    throw malformed(line, 'it has no "format": "create-dump"');
  const version = fields.take('version');
  if (version !== 1 && version !== 2) {
    throw new CreateDumpError(
      'DUMP_MALFORMED',
      `The dump has format version ${show(version)}, but this program reads versions 1 and 2 only. A newer create-dump may read it.`,
    );
  }
  const git = fields.take('git');
  const options = fields.take('options');
  return {
    ...(version === 2 && { version }),
    name: fields.text('name'),
    ...fields.optional('tree', 'digest'),
    generated: fields.text('generated'),
    tool: fields.text('tool'),
    ...(git === undefined ? {} : { git: parseGit(git, line) }),
    options: isObject(options) ? options : {},
  };
}

/**
 * Parses the line of one file.
 * @throws {CreateDumpError} `DUMP_MALFORMED`, naming the fault and the line.
 */
export function parseRecord(line: string): DumpRecord {
  return parsePlainRecord(line) ?? parseAnyRecord(line);
}

/** Parses the line of any file, slowly: see {@link parsePlainRecord}. */
export function parseAnyRecord(line: string): DumpRecord {
  const fields = parseLine(line);
  const path = parsePath(fields, 'path', line);
  const skipped = fields.take('skipped');
  if (skipped !== undefined) return parseSkipped(fields, path, skipped, line);
  const mode = fields.take('mode') ?? '100644';
  if (!fileModes.includes(mode as string)) throw malformed(line, `mode ${show(mode)} is not known`);
  const encoding = fields.take('encoding');
  if (encoding !== undefined && !encodings.includes(encoding as string)) {
    throw malformed(line, `encoding ${show(encoding)} is not known`);
  }
  const unstable = fields.take('unstable');
  if (unstable !== undefined && unstable !== true) throw malformed(line, '"unstable" is not true');
  const redacted = fields.take('redacted');
  return {
    path,
    mode: mode as FileMode,
    ...(redacted === undefined
      ? { size: fields.count('size'), sha256: fields.digest('sha256') }
      : parseShown(fields, redacted, line)),
    offset: fields.count('offset'),
    length: fields.count('length'),
    line: fields.count('line'),
    lines: fields.count('lines'),
    ...(encoding === undefined ? {} : { encoding: encoding as ContentEncoding }),
    ...parseChange(fields, line),
    ...(hasRenamed(fields) && { renamedFrom: parsePath(fields, 'renamedFrom', line) }),
    ...(unstable === true ? { unstable: true as const } : {}),
  };
}

function parseShown(fields: Fields, redacted: unknown, line: string) {
  if (fields.take('size') !== undefined || fields.take('sha256') !== undefined) {
    throw malformed(line, 'it is redacted, and has the size or digest of the original');
  }
  const shownSize = fields.count('shownSize');
  const redactions = parseRedactions(redacted, shownSize);
  if (redactions === undefined) throw malformed(line, '"redacted" is not a list of places');
  return { shownSize, shownSha256: fields.digest('shownSha256'), redacted: redactions };
}

/**
 * Parses the manifest's last line.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if it isn't one.
 */
export function parseManifestEnd(line: string): ManifestEnd {
  const fields = parseLine(line);
  if (fields.take('end') !== true) throw malformed(line, 'it is not the last line of a manifest');
  return {
    files: fields.count('files'),
    skipped: fields.count('skipped'),
    ...fields.optional('leftOut', 'count'),
    bytes: fields.count('bytes'),
    treeSha256: fields.digest('treeSha256'),
    manifestOffset: fields.count('manifestOffset'),
    sha256: fields.digest('sha256'),
  };
}

function parseChange(fields: Fields, line: string): { change?: FileChange } {
  const change = fields.take('change');
  if (change === undefined) return {};
  if (!changes.includes(change as string))
    throw malformed(line, `change ${show(change)} is not known`);
  return { change: change as FileChange };
}

function hasRenamed(fields: Fields): boolean {
  return fields.take('renamedFrom') !== undefined || fields.take('renamedFromBase64') !== undefined;
}

function parseSkipped(fields: Fields, path: string, reason: unknown, line: string): DumpRecord {
  if (typeof reason !== 'string' || !Object.hasOwn(skipReasons, reason)) {
    throw malformed(line, `reason ${show(reason)} is not known`);
  }
  return {
    path,
    skipped: reason as SkipReason,
    ...fields.optional('mode', 'text'),
    ...fields.optional('size', 'count'),
    ...fields.optional('sha256', 'digest'),
    ...fields.optional('detail', 'text'),
  };
}

function parsePath(fields: Fields, key: string, line: string): string {
  const encoded = fields.take(`${key}Base64`);
  if (encoded === undefined) {
    const path = fields.text(key);
    // A lone surrogate stands for a byte that isn't UTF-8: the only valid form of such a path is base64.
    if (!path.isWellFormed()) throw malformed(line, `"${key}" is not Unicode`);
    return path;
  }
  const bytes = typeof encoded === 'string' ? Buffer.from(encoded, 'base64') : undefined;
  if (bytes === undefined || bytes.toString('base64') !== encoded) {
    throw malformed(line, `"${key}Base64" is not base64`);
  }
  return decodePath(bytes);
}

function parseGit(git: unknown, line: string): GitFacts {
  if (!isObject(git)) throw malformed(line, '"git" is not an object');
  const { branch = null, commit = null, dirty = null, note, sparse } = git;
  if (
    !isTextOrNull(branch) ||
    !isTextOrNull(commit) ||
    (dirty !== null && typeof dirty !== 'boolean')
  ) {
    throw malformed(line, '"git" has a value of the wrong type');
  }
  const absent = isObject(sparse) ? sparse['absent'] : undefined;
  return {
    branch,
    commit,
    dirty,
    ...(typeof note === 'string' ? { note } : {}),
    ...(typeof absent === 'number' ? { sparse: { absent } } : {}),
  };
}

type Fields = ReturnType<typeof parseLine>;

function parseLine(line: string) {
  const value = parseJson(line);
  if (!isObject(value)) throw malformed(line, 'it is not a JSON object');
  // Own keys only: `__proto__` in the JSON is an ordinary key.
  const take = (key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
  const expect = <T>(key: string, what: string, accepts: (found: unknown) => found is T): T => {
    const found = take(key);
    if (!accepts(found)) throw malformed(line, `"${key}" is not ${what}`);
    return found;
  };
  const kinds = {
    text: (key: string) => expect(key, 'a string', (found) => typeof found === 'string'),
    count: (key: string) => expect(key, 'a whole number from 0 to 2^53', isCount),
    digest: (key: string) => expect(key, 'a SHA-256 in lower-case hexadecimal', isDigest),
  };
  const optional = <K extends string, V extends keyof typeof kinds>(key: K, kind: V) =>
    (take(key) === undefined ? {} : { [key]: kinds[kind](key) }) as Partial<
      Record<K, ReturnType<(typeof kinds)[V]>>
    >;
  return { take, ...kinds, optional };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new CreateDumpError(
      'DUMP_MALFORMED',
      `A line of the manifest is not JSON: ${excerpt(line)}`,
      { cause },
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function malformed(line: string, what: string): CreateDumpError {
  return new CreateDumpError(
    'DUMP_MALFORMED',
    `A line of the manifest is wrong: ${what}: ${excerpt(line)}`,
  );
}

/** Objects aren't printed: `JSON.stringify` fails on deeply nested values. */
function show(value: unknown): string {
  if (typeof value === 'string') return excerpt(value);
  return typeof value === 'object' && value !== null ? '(an object)' : String(value);
}

function excerpt(line: string): string {
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);
}
