/*
 * SSH's binary formats: keys, certificates and signatures come in as bytes, and go out as values that were checked as far as
 * OpenSSH checks them. What doesn't follow its format throws `MalformedError`. Nothing in here knows whom to trust.
 */
import { MalformedError } from './malformed-error.js';

/** Reads the data types of RFC 4251 one after another, from the front. */
export interface WireReader {
  readonly left: number;
  uint8(): number;
  uint32(): number;
  uint64(): bigint;
  /** A string: its bytes. */
  bytes(): Buffer;
  /** A string without NUL, except for one at its end, which is dropped. Each byte is a character. */
  text(): string;
  /** A positive integer without leading zeros, big-endian. */
  integer(): Buffer;
  /** What wasn't read yet has to be nothing. */
  end(): void;
}

export function createWireReader(input: Buffer): WireReader {
  let at = 0;
  const take = (length: number): Buffer => {
    if (input.length - at < length) throw new MalformedError('it is cut off');
    at += length;
    return input.subarray(at - length, at);
  };
  const bytes = () => take(take(4).readUInt32BE());
  return {
    get left() {
      return input.length - at;
    },
    uint8: () => take(1).readUInt8(),
    uint32: () => take(4).readUInt32BE(),
    uint64: () => take(8).readBigUInt64BE(),
    bytes,
    text: () => toText(bytes()),
    integer: () => toInteger(bytes()),
    end() {
      if (at !== input.length) throw new MalformedError('bytes follow after its end');
    },
  };
}

function toText(bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  if (nul !== -1 && nul !== bytes.length - 1) throw new MalformedError('a text has a NUL');
  return (nul === -1 ? bytes : bytes.subarray(0, -1)).toString('latin1');
}

function toInteger(bytes: Buffer): Buffer {
  if ((bytes[0] ?? 0) >= 0x80) throw new MalformedError('a number is negative');
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === -1 ? Buffer.of() : bytes.subarray(start);
}
