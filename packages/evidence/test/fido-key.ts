import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { wireInteger, wireString } from '../src/ssh/wire-string.js';
import { toArmor } from './armor.js';

/** A FIDO key without a device, as OpenSSH's PROTOCOL.u2f describes its signatures. */
export interface FidoKey {
  /** As in a `.pub` file. */
  readonly line: string;
  signWith(message: Uint8Array, flags: number): string;
}

export function makeFidoKey(type: 'ed25519' | 'ecdsa'): FidoKey {
  const isEd25519 = type === 'ed25519';
  const { privateKey } = isEd25519
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = isEd25519 ? 'sk-ssh-ed25519@openssh.com' : 'sk-ecdsa-sha2-nistp256@openssh.com';
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part ?? '', 'base64url'));
  const point = isEd25519
    ? [x]
    : ['nistp256', Buffer.concat([Buffer.of(4), x as Buffer, y as Buffer])];
  const blob = wire(name, ...(point as Buffer[]), 'ssh:');
  return {
    line: `${name} ${blob.toString('base64')}`,
    signWith(message, flags) {
      const hash = createHash('sha512').update(message).digest();
      const tbs = Buffer.concat([Buffer.from('SSHSIG'), wire('file', '', 'sha512', hash)]);
      const state = Buffer.from([flags, 0, 0, 0, 7]);
      const signed = Buffer.concat([sha256('ssh:'), state, sha256(tbs)]);
      const value = isEd25519 ? sign(null, signed, privateKey) : ecdsa(signed, privateKey);
      const signature = Buffer.concat([wire(name, value), state]);
      const version = Buffer.from([0, 0, 0, 1]);
      const rest = wire(blob, 'file', '', 'sha512', signature);
      return toArmor(Buffer.concat([Buffer.from('SSHSIG'), version, rest]));
    },
  };
}

function ecdsa(message: Buffer, key: KeyObject): Buffer {
  const joined = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const halves = [joined.subarray(0, 32), joined.subarray(32)];
  return Buffer.concat(halves.map((half) => wireInteger(half.subarray(half.findIndex(Boolean)))));
}

function wire(...values: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat(values.map((value) => wireString(value)));
}

function sha256(value: Buffer | string): Buffer {
  return createHash('sha256').update(value).digest();
}
