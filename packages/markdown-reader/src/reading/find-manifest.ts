import {
  CreateDumpError,
  type ManifestEnd,
  type ManifestHeader,
  parseManifestEnd,
  parseManifestHeader,
} from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';

/** Where a dump's manifest stands, and its first and last line. */
export interface ManifestLocation {
  readonly header: ManifestHeader;
  readonly end: ManifestEnd;
  /** Where the first record's line begins; the same as `endOffset` if there is none. */
  readonly recordsOffset: number;
  /** Where the last line begins: the bytes before it are those that `end.sha256` covers. */
  readonly endOffset: number;
}

/** Longer lines are refused: they would have to be held in memory whole. */
export const maxLineBytes = 2 ** 20;

const closing = '\n```\n';
const opening = '\n```jsonl\n';

/**
 * Finds the manifest by the dump's last line.
 * @throws {CreateDumpError} `DUMP_MALFORMED` naming what is missing.
 */
export function findManifest(source: ByteSource): ManifestLocation {
  const { line, endOffset } = lastLine(source);
  const end = parseEnd(source, line);
  const { manifestOffset } = end;
  if (manifestOffset >= endOffset || !opensAt(source, manifestOffset)) {
    throw new CreateDumpError(
      'DUMP_MALFORMED',
      `The manifest of ${source.name} isn't at byte ${manifestOffset}, where its last line says: bytes before it were added or removed, as editors and line end conversions do.`,
    );
  }
  const header = readLine(source, manifestOffset, endOffset);
  return {
    header: parseManifestHeader(header.toString('utf8')),
    end,
    recordsOffset: manifestOffset + header.length + 1,
    endOffset,
  };
}

/** Whether every LF became CR LF, as a commit or checkout with git's `core.autocrlf` does to a dump. */
export function hasConvertedLineEnds(source: ByteSource): boolean {
  return readTail(source, 7).toString('latin1') === '\r\n```\r\n';
}

/** The line at `from`, without its LF, which must come before `to`. */
function readLine(source: ByteSource, from: number, to: number): Buffer {
  const bytes = readFully(source, Buffer.alloc(Math.min(maxLineBytes, to - from)), from);
  const length = bytes.indexOf(10);
  if (length === -1) {
    throw new CreateDumpError(
      'DUMP_MALFORMED',
      `The manifest of ${source.name} has a line of more than ${maxLineBytes} bytes.`,
    );
  }
  return bytes.subarray(0, length);
}

function lastLine(source: ByteSource): { line: string; endOffset: number } {
  const tail = readTail(source, 2 ** 16);
  if (tail.subarray(-closing.length).toString('latin1') !== closing) throw incomplete(source);
  const lineEnd = tail.length - closing.length;
  const lineStart = tail.lastIndexOf(10, lineEnd - 1) + 1;
  if (lineStart === 0) throw incomplete(source);
  return {
    line: tail.toString('utf8', lineStart, lineEnd),
    endOffset: source.size - tail.length + lineStart,
  };
}

function parseEnd(source: ByteSource, line: string): ManifestEnd {
  try {
    return parseManifestEnd(line);
  } catch (cause) {
    throw incomplete(source, cause);
  }
}

function opensAt(source: ByteSource, manifestOffset: number): boolean {
  const from = manifestOffset - opening.length;
  if (from < 0) return false;
  const found = readFully(source, Buffer.alloc(opening.length), from);
  return found.toString('latin1') === opening;
}

function readTail(source: ByteSource, length: number): Buffer {
  const size = Math.min(length, source.size);
  return readFully(source, Buffer.alloc(size), source.size - size);
}

function incomplete(source: ByteSource, cause?: unknown): CreateDumpError {
  const message = hasConvertedLineEnds(source)
    ? `The line ends of ${source.name} were changed from LF to CR LF, as git does with core.autocrlf. Get the original file; "*.md -text" in .gitattributes keeps git from doing it again.`
    : `${source.name} has no last line of a manifest: it is cut off, was edited, or is no dump. What it has can be had by salvaging it.`;
  return new CreateDumpError('DUMP_MALFORMED', message, { cause });
}
