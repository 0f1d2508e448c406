import type { FileMode } from './source-file.js';
import type { FileRecord } from './manifest.js';

/**
 * Parses a line as `encodeRecord` writes it for nearly every file: without optional keys, with a path that needs no escapes.
 * Takes a third of the time of `JSON.parse`, and always returns objects of the same shape. Undefined for any other line,
 * valid or not.
 */
export function parsePlainRecord(line: string): FileRecord | undefined {
  const found = plainLine.exec(line);
  if (found === null) return undefined;
  const [, path = '', mode = '100644', size, sha256 = '', offset, length, lineNumber, lines] =
    found;
  if (!path.isWellFormed()) return undefined;
  return {
    path,
    mode: mode as FileMode,
    size: Number(size),
    sha256,
    offset: Number(offset),
    length: Number(length),
    line: Number(lineNumber),
    lines: Number(lines),
  };
}

const text = String.raw`"([^"\\\u0000-\u001f]*)"`;
/** At most 15 digits: a number holds them exactly. */
const count = String.raw`(0|[1-9][0-9]{0,14})`;

const plainLine = new RegExp(
  String.raw`^\{"path":${text}(?:,"mode":"(100755|120000)")?,"size":${count},"sha256":"([0-9a-f]{64})","offset":${count},"length":${count},"line":${count},"lines":${count}\}$`,
);
