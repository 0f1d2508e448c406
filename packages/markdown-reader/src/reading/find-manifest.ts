import {
  CreateDumpError,
  type ManifestEnd,
  type ManifestHeader,
  parseManifestEnd,
  parseManifestHeader,
} from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';

/** Where a dump's manifest is, with its parsed first and last line. */
export interface ManifestLocation {
  readonly header: ManifestHeader;
  readonly end: ManifestEnd;
  /** Offset of the first record's line; equal to `endOffset` if there is no record. */
  readonly recordsOffset: number;
  /** Offset of the last line; `end.sha256` covers the bytes before it. */
  readonly endOffset: number;
}

/** Longer lines are rejected, because a line is held in memory as a whole. */
export const maxLineBytes = 2 ** 20;

/** Most lines are shorter. Each byte less is one that isn't fetched from a store. */
const firstReach = 2 ** 12;

/** The last line is read with what follows it; a longer one is no last line of a manifest. */
const longestEnd = 2 ** 16;

const closing = '\n```\n';
const opening = '\n```jsonl\n';

/**
 * Locates the manifest by the dump's last line.
 * @throws {CreateDumpError} `DUMP_MALFORMED` naming what is missing.
 */
export function findManifest(source: ByteSource): ManifestLocation {
  const { line, endOffset } = lastLine(source);
  const end = parseEnd(source, line);
  const { manifestOffset } = end;
  if (manifestOffset >= endOffset || !opensAt(source, manifestOffset)) {
    throw new CreateDumpError(
      'DUMP_MALFORMED',
      `The manifest of ${source.name} isn't at byte ${manifestOffset}, as its last line says: bytes before it were added or removed, for example by an editor or a line ending conversion.`,
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

/** Whether LF was converted to CR LF, as git does with `core.autocrlf`. */
export function hasConvertedLineEnds(source: ByteSource): boolean {
  return readTail(source, 7).toString('latin1') === '\r\n```\r\n';
}

/** The line at `from`, without its LF, which must be before `to`. */
function readLine(source: ByteSource, from: number, to: number): Buffer {
  for (let reach = firstReach; ; reach *= 4) {
    const size = Math.min(reach, maxLineBytes, to - from);
    const bytes = readFully(source, Buffer.alloc(size), from);
    const length = bytes.indexOf(10);
    if (length !== -1) return bytes.subarray(0, length);
    if (size < reach || size === maxLineBytes) break;
  }
  throw new CreateDumpError(
    'DUMP_MALFORMED',
    `The manifest of ${source.name} has a line of more than ${maxLineBytes} bytes.`,
  );
}

function lastLine(source: ByteSource): { line: string; endOffset: number } {
  for (let reach = firstReach; reach <= longestEnd; reach *= 4) {
    const tail = readTail(source, reach);
    if (tail.subarray(-closing.length).toString('latin1') !== closing) break;
    const lineEnd = tail.length - closing.length;
    const lineStart = tail.lastIndexOf(10, lineEnd - 1) + 1;
    if (lineStart === 0) continue;
    return {
      line: tail.toString('utf8', lineStart, lineEnd),
      endOffset: source.size - tail.length + lineStart,
    };
  }
  throw incomplete(source);
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
    ? `The line endings of ${source.name} were converted from LF to CR LF, as git does with core.autocrlf. Use the original file; "*.md -text" in .gitattributes prevents the conversion.`
    : `${source.name} doesn't end with a manifest: it is cut off, was edited, or isn't a dump. Its contents may still be salvaged.`;
  return new CreateDumpError('DUMP_MALFORMED', message, { cause });
}
