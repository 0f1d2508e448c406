import type { FileMode } from './source-file.js';
import type { FileRecord } from './manifest.js';

/**
 * The record of a line as `encodeRecord` writes it for nearly every file: of a text, whose path needs no escapes. In a
 * third of the time that JSON takes, and always of the same shape. Undefined for any other line, right or wrong.
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
/** Of so few digits that it is exact. */
const count = String.raw`(0|[1-9][0-9]{0,14})`;

const plainLine = new RegExp(
  String.raw`^\{"path":${text}(?:,"mode":"(100755|120000)")?,"size":${count},"sha256":"([0-9a-f]{64})","offset":${count},"length":${count},"line":${count},"lines":${count}\}$`,
);
