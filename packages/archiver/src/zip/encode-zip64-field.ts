import type { Entry } from 'yauzl';

/** The extra field of an entry in the directory (APPNOTE 4.5.3): empty if all its numbers fit without. */
export function encodeZip64Field(entry: Entry): Buffer {
  const { uncompressedSize, compressedSize, relativeOffsetOfLocalHeader } = entry;
  const numbers = [uncompressedSize, compressedSize, relativeOffsetOfLocalHeader];
  if (Math.max(...numbers) <= 0xffffffff) return Buffer.alloc(0);
  const field = Buffer.alloc(28);
  field.writeUInt16LE(1);
  field.writeUInt16LE(24, 2);
  numbers.forEach((number, at) => field.writeBigUInt64LE(BigInt(number), 4 + 8 * at));
  return field;
}
