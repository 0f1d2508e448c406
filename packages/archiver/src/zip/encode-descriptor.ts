import type { Entry } from 'yauzl';

/** What stands after the data of a member whose local header had to be written before (APPNOTE 4.3.9). */
export function encodeDescriptor({ crc32, compressedSize, uncompressedSize }: Entry): Buffer {
  const isLarge = Math.max(compressedSize, uncompressedSize) > 0xffffffff;
  const descriptor = Buffer.alloc(isLarge ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50);
  descriptor.writeUInt32LE(crc32, 4);
  if (isLarge) {
    descriptor.writeBigUInt64LE(BigInt(compressedSize), 8);
    descriptor.writeBigUInt64LE(BigInt(uncompressedSize), 16);
  } else {
    descriptor.writeUInt32LE(compressedSize, 8);
    descriptor.writeUInt32LE(uncompressedSize, 12);
  }
  return descriptor;
}
