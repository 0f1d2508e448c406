import { formatByteSize } from '@create-dump/core';
import { archiveFault } from '../archive-fault.js';

/** What a member of an archive may unpack to, against archives that are made to fill a disk. */
export interface ArchiveLimits {
  /** Size of a member in bytes. Default: 1 TiB. */
  readonly bytes: number;
  /**
   * Bytes of a member for each byte of the archive, for members over 16 MiB. Default: 500; deflate can't do more than
   * 1032, and source code rarely passes 10.
   */
  readonly ratio: number;
}

export const defaultLimits: ArchiveLimits = { bytes: 2 ** 40, ratio: 500 };

export interface LimitedMember {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** What the member takes in the archive, or for formats that can't tell, the archive's size. */
  readonly compressedSize: number;
}

/** Throws `INTEGRITY` if a member says that it is larger than `limits` allow. Whoever reads holds it to what it says. */
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
      `member ${name} unpacks ${packed} to ${formatByteSize(size)}, over the limit of ${limits.ratio} to 1, as a bomb does`,
    );
  }
}

const ratioFrom = 2 ** 24;
