import { formatByteSize } from '@create-dump/core';
import { archiveFault } from '../archive-fault.js';

/** Upper bounds for what a member unpacks to: protection against decompression bombs. */
export interface ArchiveLimits {
  /** Size of a member, in bytes. Default: 1 TiB. */
  readonly bytes: number;
  /**
   * Compression ratio of a member over 16 MiB. Default: 500. Deflate can't exceed 1032, and source code rarely exceeds 10.
   */
  readonly ratio: number;
}

export const defaultLimits: ArchiveLimits = { bytes: 2 ** 40, ratio: 500 };

export interface LimitedMember {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Bytes the member takes in the archive; the size of the whole archive where the format doesn't record that. */
  readonly compressedSize: number;
}

/** Throws `INTEGRITY` if the stated size of a member exceeds `limits`. Readers enforce the stated size themselves. */
export function checkLimits(member: LimitedMember, limits: ArchiveLimits): void {
  const { path, name, size, compressedSize } = member;
  if (size > limits.bytes) {
    const most = formatByteSize(limits.bytes);
    throw archiveFault(
      path,
      `member ${name} is ${formatByteSize(size)}, over the limit of ${most}`,
    );
  }
  if (size > ratioFrom && size > compressedSize * limits.ratio) {
    const packed = formatByteSize(compressedSize);
    throw archiveFault(
      path,
      `member ${name} unpacks ${packed} to ${formatByteSize(size)}, over the limit of ${limits.ratio} to 1: it may be a decompression bomb`,
    );
  }
}

const ratioFrom = 2 ** 24;
