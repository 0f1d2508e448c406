import { gzipSync } from 'node:zlib';

/** A member. Fields that aren't given are correct. */
export interface TarMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
  readonly size?: number;
  readonly checksum?: number;
  readonly magic?: string;
  /** The byte that pads the last block of the content. */
  readonly padding?: number;
}

/** Builds a tar by hand, so that it can be invalid in any way. */
export function buildTar(members: readonly TarMember[], end: Buffer = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...members.map(buildMember), end]);
}

/** Compresses like the archiver: no time, system Unix. */
export function gzip(bytes: Uint8Array): Buffer {
  const zipped = gzipSync(bytes, { level: 6 });
  zipped[9] = 3;
  return zipped;
}

function buildMember(member: TarMember): Buffer {
  const content = Buffer.from(member.content);
  const header = Buffer.alloc(512);
  header.write(member.name, 0);
  header.write('000644 \0', 100);
  header.write('000000 \0', 108);
  header.write('000000 \0', 116);
  header.write(`${(member.size ?? content.length).toString(8).padStart(11, '0')} `, 124);
  header.write(`${(1_767_323_045).toString(8)} `, 136);
  header.write(member.type ?? '0', 156);
  header.write(member.link ?? '', 157);
  header.write(member.magic ?? 'ustar\u000000', 257);
  header.write(member.prefix ?? '', 345);
  header.fill(' ', 148, 156);
  const sum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${(member.checksum ?? sum).toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512, member.padding ?? 0);
  return Buffer.concat([header, content, padding]);
}
