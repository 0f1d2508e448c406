import type { GitFacts } from './discover.js';
import {
  type DumpRecord,
  type FileRecord,
  formatVersion,
  type ManifestEnd,
  type ManifestHeader,
} from './manifest.js';
import { encodePath } from './path-bytes.js';
import { isSkipped, type SkippedFile } from './source-file.js';

/** The manifest's first line, without its line end. */
export function encodeManifestHeader(header: ManifestHeader): string {
  const { name, generated, tool, git, options } = header;
  return toJson({
    format: 'create-dump',
    version: formatVersion,
    name,
    generated,
    tool,
    git: git && gitKeys(git),
    options,
  });
}

/** The manifest's line for one file. Key order is fixed: the same record gives the same bytes. */
export function encodeRecord(record: DumpRecord): string {
  return toJson(isSkipped(record) ? skippedLine(record) : fileLine(record));
}

/** The manifest's last line. */
export function encodeManifestEnd(end: ManifestEnd): string {
  const { files, skipped, bytes, treeSha256, manifestOffset, sha256 } = end;
  return toJson({ end: true, files, skipped, bytes, treeSha256, manifestOffset, sha256 });
}

function gitKeys({ branch, commit, dirty, note }: GitFacts) {
  return { branch, commit, dirty, note };
}

function fileLine(record: FileRecord) {
  const { path, mode, size, sha256, offset, length, line, lines } = record;
  const { encoding, change, renamedFrom, unstable } = record;
  const isText = path.isWellFormed();
  // Written out, as nothing else is made once for every file: JSON leaves out what is undefined.
  return {
    path: isText ? path : undefined,
    pathBase64: isText ? undefined : toBase64(path),
    mode: shownMode(mode),
    size,
    sha256,
    offset,
    length,
    line,
    lines,
    encoding,
    change,
    ...(renamedFrom === undefined ? {} : pathKeys('renamedFrom', renamedFrom)),
    unstable,
  };
}

function skippedLine(record: SkippedFile) {
  const { path, skipped, mode, size, sha256, detail } = record;
  return { ...pathKeys('path', path), skipped, mode: shownMode(mode), size, sha256, detail };
}

function pathKeys(key: string, path: string): Record<string, string> {
  return path.isWellFormed() ? { [key]: path } : { [`${key}Base64`]: toBase64(path) };
}

function toBase64(path: string): string {
  return Buffer.from(encodePath(path)).toString('base64');
}

/** The ordinary one isn't written. */
function shownMode(mode: string | undefined): string | undefined {
  return mode === '100644' ? undefined : mode;
}

/**
 * JSON on one line that no Markdown parser can take for anything else: a backtick would end the manifest's fence, and
 * DEL, C1 and the Unicode line ends have meanings for some line splitters.
 */
function toJson(value: unknown): string {
  return JSON.stringify(value).replace(/[`\u007f-\u009f\u2028\u2029]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
