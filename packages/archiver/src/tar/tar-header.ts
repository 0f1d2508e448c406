import { decodeName } from '../member-name.js';
import type { MemberRule } from '../reading/member-rule.js';

export const tarBlock = 512;

/** A decoded header block of a tar (POSIX ustar). */
export interface TarHeader {
  readonly name: string;
  readonly size: number;
  /** `0` for a file, `x` for a pax header. */
  readonly type: string;
  /** Whether the field for a link's target is set. */
  readonly linked: boolean;
}

type Fault = (what: string) => Error;

/** Decodes a block of 512 bytes; throws what `fault` makes of a header that is damaged or not plain ustar. */
export function decodeTarHeader(block: Buffer, rule: MemberRule, fault: Fault): TarHeader {
  const sum = readOctal(block.subarray(148, 156));
  if (sum !== sumOf(block)) throw fault('a tar header is damaged');
  if (block.toString('latin1', 257, 265) !== 'ustar\u000000')
    throw fault('its tar is not in the ustar format');
  const isSplit = block[345] !== 0;
  if (isSplit && !rule.hasDirectories)
    throw fault("a member's name is a path, not a plain file name");
  const size = readSize(block.subarray(124, 136));
  if (size === undefined) throw fault('a tar header has an invalid size');
  const parts = isSplit
    ? [block.subarray(345, 500), block.subarray(0, 100)]
    : [block.subarray(0, 100)];
  const names = parts.map((part) => decodeName(trimNuls(part)));
  if (names.includes(undefined)) throw fault("a member's name is not UTF-8");
  return {
    name: names.join('/'),
    size,
    type: String.fromCharCode(block[156] ?? 0),
    linked: block[157] !== 0,
  };
}

/** Decodes a pax header that holds a name and nothing else. */
export function decodeTarPath(record: Buffer, fault: Fault): string {
  const text = decodeName(record);
  const match = /^(\d{1,4}) path=([^\n]+)\n$/.exec(text ?? '');
  if (match === null || Number(match[1]) !== record.length) {
    throw fault('it has an unknown kind of tar header');
  }
  return match[2] ?? '';
}

/** The checksum is calculated with its own field filled with blanks. */
function sumOf(block: Buffer): number {
  const counted = Buffer.from(block).fill(' ', 148, 156);
  return counted.reduce((sum, byte) => sum + byte, 0);
}

/** Only trailing NULs: one within the name stays, and makes it unsafe. */
function trimNuls(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

/** Sizes from 8 GiB are binary, as in GNU tar. */
function readSize(field: Buffer): number | undefined {
  if (field[0] !== 0x80) return readOctal(field);
  const size = Number(field.readBigUInt64BE(4));
  return field.readUInt32BE(0) === 0x80000000 && Number.isSafeInteger(size) ? size : undefined;
}

function readOctal(field: Buffer): number | undefined {
  const match = /^([0-7]+)[ \0]*$/.exec(field.toString('latin1'));
  return match === null ? undefined : Number.parseInt(match[1] ?? '', 8);
}
