import { crc32, deflateRawSync } from 'node:zlib';

/** A member. Fields that aren't given are correct. */
export interface ZipMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly method?: 0 | 8 | 9;
  readonly flags?: number;
  /** In both headers. */
  readonly size?: number;
  /** Unix mode and type. */
  readonly mode?: number;
  readonly dosAttributes?: number;
  /** In the local header only. */
  readonly localName?: string;
  /** In the directory only. */
  readonly centralCrc?: number;
  readonly centralSize?: number;
  readonly centralExtra?: Buffer;
  readonly disk?: number;
  /** Refer to the local header of the previous member instead of an own one. */
  readonly overlap?: boolean;
  /** Bytes between this member and the next. */
  readonly gap?: Buffer;
}

export interface ZipFrame {
  readonly comment?: Buffer;
  readonly entries?: number;
  readonly disk?: number;
}

/** Builds a ZIP by hand, so that it can be invalid in any way. Sizes and CRCs are in the local headers, without descriptors. */
export function buildZip(members: readonly ZipMember[], frame: ZipFrame = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  let last = 0;
  for (const member of members) {
    if (!member.overlap) {
      last = offset;
      const local = Buffer.concat([buildLocal(member), member.gap ?? Buffer.alloc(0)]);
      locals.push(local);
      offset += local.length;
    }
    centrals.push(buildCentral(member, last));
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, buildEnd(directory.length, offset, members, frame)]);
}

function facts({ content, method = 8, size }: ZipMember) {
  const bytes = Buffer.from(content);
  const data = method === 8 ? deflateRawSync(bytes) : bytes;
  return { data, crc: crc32(bytes), size: size ?? bytes.length, method };
}

const dosTime = 0x5c22_1885;

function buildLocal(member: ZipMember): Buffer {
  const { data, crc, size, method } = facts(member);
  const name = Buffer.from(member.localName ?? member.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(member.flags ?? 0x800, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(dosTime, 10);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, data]);
}

function buildCentral(member: ZipMember, offset: number): Buffer {
  const { data, crc, size, method } = facts(member);
  const name = Buffer.from(member.name);
  const extra = member.centralExtra ?? Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50);
  header.writeUInt16LE(0x0314, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(member.flags ?? 0x800, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(dosTime, 12);
  header.writeUInt32LE(member.centralCrc ?? crc, 16);
  header.writeUInt32LE(data.length, 20);
  header.writeUInt32LE(member.centralSize ?? size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt16LE(member.disk ?? 0, 34);
  header.writeUInt16LE(member.dosAttributes ?? 0x20, 38);
  header.writeUInt16LE(member.mode ?? 0o100644, 40);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}

function buildEnd(
  size: number,
  offset: number,
  members: readonly ZipMember[],
  { comment = Buffer.alloc(0), entries = members.length, disk = 0 }: ZipFrame,
): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(disk, 4);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}
