import { findLines } from '../searching/find-lines.js';
import { readRange } from '../read-range.js';
import type { ViewSource } from '../view-source.js';

/** Where contents are in a dump, by number of the record. */
export interface ServedDump {
  /** The lines of the manifest, as they stand in the dump. */
  readonly manifest: Buffer;
  /** Offset and length of the content of a record; undefined if there is no such record, or it has no content. */
  find(number: number): { readonly offset: number; readonly length: number } | undefined;
  /** The lines that hold a text, as JSON, one a line; one piece for each file that has any. */
  search(text: string, ignoreCase: boolean): Generator<string>;
}

interface Place {
  readonly offset: number;
  readonly length: number;
  readonly encoding?: string;
}

/** Reads the manifest of a dump, which must be verified: nothing is checked here. */
export function openServedDump(source: ViewSource): ServedDump {
  const { manifest, records } = readManifest(source);
  return {
    manifest,
    find: (number) => records[number],
    *search(text, ignoreCase) {
      for (const [record, place] of records.entries()) {
        if (place === undefined || place.encoding === 'base64') continue;
        const hits = [...searchRecord(source, place, { text, ignoreCase })];
        yield hits.map((hit) => `${JSON.stringify({ record, ...hit })}\n`).join('');
      }
    },
  };
}

const tailBytes = 8192;

function readManifest(source: ViewSource) {
  const tailAt = Math.max(0, source.size - tailBytes);
  const tail = readRange(source, tailAt, source.size - tailAt);
  const endAt = tail.lastIndexOf('{"end":true');
  const endTo = tail.indexOf(10, endAt);
  const { manifestOffset } = JSON.parse(tail.toString('utf8', endAt, endTo)) as {
    manifestOffset: number;
  };
  const manifest = readRange(source, manifestOffset, tailAt + endTo + 1 - manifestOffset);
  const records: (Place | undefined)[] = [];
  // The first line is the header, the last one the end.
  for (let at = manifest.indexOf(10) + 1; at < manifest.length;) {
    const end = manifest.indexOf(10, at);
    const record = JSON.parse(manifest.toString('utf8', at, end)) as Partial<Place>;
    const { offset, length, encoding } = record;
    const place =
      offset === undefined || length === undefined
        ? undefined
        : { offset, length, ...(encoding !== undefined && { encoding }) };
    records.push(place);
    at = end + 1;
  }
  records.pop();
  return { manifest, records };
}

const windowBytes = 2 ** 22;
const longestText = 400;

/** Searches a content by windows that end with a line, so that memory stays flat; a line longer than a window is searched in parts. */
function* searchRecord(
  source: ViewSource,
  { offset, length }: Place,
  { text, ignoreCase }: { text: string; ignoreCase: boolean },
) {
  let lines = 0;
  for (let at = 0; at < length;) {
    const bytes = readRange(source, offset + at, Math.min(windowBytes, length - at));
    const isLast = at + bytes.length === length;
    const lastLine = bytes.lastIndexOf(10) + 1;
    const window = isLast || lastLine === 0 ? bytes : bytes.subarray(0, lastLine);
    for (const found of findLines(window, text, ignoreCase)) {
      const end = Math.min(found.end, found.at + longestText);
      yield { line: lines + found.line, text: window.toString('utf8', found.at, end) };
    }
    if (isLast) return;
    lines += countLines(window);
    at += window.length;
  }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
