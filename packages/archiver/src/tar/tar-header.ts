import { decodeName } from '../member-name.js';

export const tarBlock = 512;

/** A header block of a tar (POSIX ustar). */
export interface TarHeader {
  readonly name: string;
  readonly size: number;
  /** `0` is a file, `x` a pax header. */
  readonly type: string;
  /** Whether it names the target of a link. */
  readonly linked: boolean;
}

type Fault = (what: string) => Error;

export function decodeTarHeader(block: Buffer, fault: Fault): TarHeader {
  const sum = readOctal(block.subarray(148, 156));
  if (sum !== sumOf(block)) throw fault('a tar header is damaged');
  if (block.toString('latin1', 257, 265) !== 'ustar\u000000')
    throw fault('its tar is not in ustar format');
  if (block[345] !== 0) throw fault("a member's name is a path, not a plain file name");
  const size = readSize(block.subarray(124, 136));
  if (size === undefined) throw fault('a tar header has a size that is none');
  const name = decodeName(trimNuls(block.subarray(0, 100)));
  if (name === undefined) throw fault("a member's name is not UTF-8");
  return { name, size, type: String.fromCharCode(block[156] ?? 0), linked: block[157] !== 0 };
}

/** The name in a pax header that holds nothing else. */
export function decodeTarPath(record: Buffer, fault: Fault): string {
  const text = decodeName(record);
  const match = /^(\d{1,3}) path=([^\n]+)\n$/.exec(text ?? '');
  if (match === null || Number(match[1]) !== record.length) {
    throw fault('it has a tar header of unknown meaning');
  }
  return match[2] ?? '';
}

/** The checksum counts its own field as blanks. */
function sumOf(block: Buffer): number {
  const counted = Buffer.from(block).fill(' ', 148, 156);
  return counted.reduce((sum, byte) => sum + byte, 0);
}

/** A NUL before the end stays, and makes the name unsafe. */
function trimNuls(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

/** Sizes from 8 GiB on are binary, as GNU tar has it. */
function readSize(field: Buffer): number | undefined {
  if (field[0] !== 0x80) return readOctal(field);
  const size = Number(field.readBigUInt64BE(4));
  return field.readUInt32BE(0) === 0x80000000 && Number.isSafeInteger(size) ? size : undefined;
}

function readOctal(field: Buffer): number | undefined {
  const match = /^([0-7]+)[ \0]*$/.exec(field.toString('latin1'));
  return match === null ? undefined : Number.parseInt(match[1] ?? '', 8);
}
