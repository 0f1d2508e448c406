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
  return isSkipped(record) ? toJson(skippedLine(record)) : fileLine(record);
}

/** The manifest's last line. */
export function encodeManifestEnd(end: ManifestEnd): string {
  const { files, skipped, bytes, treeSha256, manifestOffset, sha256 } = end;
  return toJson({ end: true, files, skipped, bytes, treeSha256, manifestOffset, sha256 });
}

function gitKeys({ branch, commit, dirty, note }: GitFacts) {
  return { branch, commit, dirty, note };
}

/** Put together as text, as nothing else is made once for every file: a fifth of what it costs to go by an object. */
function fileLine(record: FileRecord): string {
  const { path, mode, size, sha256, offset, length, line, lines } = record;
  const pathMember = plainPath.test(path) ? `"path":"${path}"` : members(pathKeys('path', path));
  const modeMember = mode === ordinaryMode ? '' : `,"mode":"${mode}"`;
  const place = `"offset":${offset},"length":${length},"line":${line},"lines":${lines}`;
  return `{${pathMember}${modeMember},"size":${size},"sha256":"${sha256}",${place}${peculiarities(record)}}`;
}

/** Needs no escape: printable ASCII without quotation mark, backslash and backtick. */
const plainPath = /^[ !#-[\]-_a-~]*$/;

/** What most records don't have. */
function peculiarities({ encoding, change, renamedFrom, unstable }: FileRecord): string {
  if ((encoding ?? change ?? renamedFrom ?? unstable) === undefined) return '';
  const renamed = renamedFrom === undefined ? {} : pathKeys('renamedFrom', renamedFrom);
  return `,${members({ encoding, change, ...renamed, unstable })}`;
}

/** An object's JSON without its braces. */
function members(object: Readonly<Record<string, unknown>>): string {
  return toJson(object).slice(1, -1);
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

/** Isn't written. */
const ordinaryMode = '100644';

function shownMode(mode: string | undefined): string | undefined {
  return mode === ordinaryMode ? undefined : mode;
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
