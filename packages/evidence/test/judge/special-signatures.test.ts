import { readFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createSignatureVerifier, parseAllowedSigners } from '../../src/index.js';
import { createWireReader } from '../../src/ssh/wire-reader.js';
import { wireString } from '../../src/ssh/wire-string.js';
import { fromArmor, toArmor } from '../armor.js';
import { makeFidoKey } from '../fido-key.js';
import { accepts, makeKey, needsSshKeygen, signWith, sshKeygen } from '../ssh-keygen.js';

const message = Buffer.from('0123456789abcdef  a.md\n');

describe.skipIf(sshKeygen === undefined)(`special signatures${needsSshKeygen}`, () => {
  it.each(['ed25519', 'ecdsa'] as const)('by FIDO %s keys, touched or not', (type) => {
    using directory = temporaryDirectory();
    const key = makeFidoKey(type);
    const allowed = `alice ${key.line}\n`;
    for (const flags of [0, 1, 5]) {
      const armor = key.signWith(message, flags);
      expect(accepts(directory.path, { armor, message, allowed })).toBe(true);
      const verdict = judge(armor, allowed);
      expect(verdict).toMatchObject({ state: 'valid', key: { userPresence: flags !== 0 } });
    }
    const untouched = fromArmor(key.signWith(message, 0));
    untouched[untouched.length - 5] = 1;
    expect(judge(toArmor(untouched), allowed).state).toBe('invalid');
  });

  // One list of all differences that are known, for the README.
  describe('that ssh-keygen alone accepts', () => {
    it.each<[string, (parts: Parts) => Buffer, string?]>([
      ['of version 0', (parts) => join({ ...parts, version: 0 })],
      [
        'with another multiple of the order of the curve in it',
        (parts) => join({ ...parts, signature: addOrder(parts.signature) }),
      ],
    ])('%s', (_, forge) => {
      using directory = temporaryDirectory();
      const key = makeKey(directory.path, 'key');
      const allowed = `alice ${readFileSync(`${key}.pub`, 'utf8')}`;
      const armor = toArmor(forge(split(signWith(key, message))));
      expect(accepts(directory.path, { armor, message, allowed })).toBe(true);
      expect(judge(armor, allowed).state).toBe('invalid');
    });

    it('of more than 16 KiB', () => {
      using directory = temporaryDirectory();
      const key = makeKey(directory.path, 'key');
      const allowed = `alice ${readFileSync(`${key}.pub`, 'utf8')}`;
      const armor = signWith(key, message).replace('\n', `\n${' '.repeat(2 ** 14)}`);
      expect(accepts(directory.path, { armor, message, allowed })).toBe(true);
      expect(judge(armor, allowed)).toEqual({
        state: 'invalid',
        reason: 'it is larger than 16 KiB',
      });
    });
  });

  it('with something in the reserved field are accepted by both', () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key');
    const allowed = `alice ${readFileSync(`${key}.pub`, 'utf8')}`;
    const armor = toArmor(join({ ...split(signWith(key, message)), reserved: Buffer.from('x') }));
    expect(accepts(directory.path, { armor, message, allowed })).toBe(true);
    expect(judge(armor, allowed).state).toBe('valid');
  });

  it.each([
    ['namespace', { namespace: Buffer.from('git') }, 'it is for the namespace "git", not "file"'],
    ['hash', { hash: Buffer.from('sha384') }, 'its hash is neither sha256 nor sha512'],
    ['signature', { signature: wireString('ssh-ed25519') }, 'it is cut off'],
  ])('with another %s are refused by both', (_, changed, reason) => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key');
    const allowed = `alice ${readFileSync(`${key}.pub`, 'utf8')}`;
    const armor = toArmor(join({ ...split(signWith(key, message)), ...changed }));
    expect(accepts(directory.path, { armor, message, allowed })).toBe(false);
    expect(judge(armor, allowed)).toEqual({ state: 'invalid', reason });
  });

  it('by RSA with SHA-1 are refused by both', () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key', ['-t', 'rsa', '-b', '1024']);
    const allowed = `alice ${readFileSync(`${key}.pub`, 'utf8')}`;
    const parts = split(signWith(key, message));
    const reader = createWireReader(parts.signature);
    expect(reader.text()).toBe('rsa-sha2-512');
    const signature = Buffer.concat([wireString('ssh-rsa'), wireString(reader.bytes())]);
    const armor = toArmor(join({ ...parts, signature }));
    expect(accepts(directory.path, { armor, message, allowed })).toBe(false);
    expect(judge(armor, allowed).state).toBe('invalid');
  });
});

function judge(armor: string, allowed: string) {
  const { signers } = parseAllowedSigners(Buffer.from(allowed));
  return createSignatureVerifier({ signers, signer: 'alice' })(armor, message, new Date());
}

interface Parts {
  readonly version: number;
  readonly key: Buffer;
  readonly namespace: Buffer;
  readonly reserved: Buffer;
  readonly hash: Buffer;
  readonly signature: Buffer;
}

function split(armor: string): Parts {
  const reader = createWireReader(fromArmor(armor).subarray(6));
  return {
    version: reader.uint32(),
    key: reader.bytes(),
    namespace: reader.bytes(),
    reserved: reader.bytes(),
    hash: reader.bytes(),
    signature: reader.bytes(),
  };
}

function join({ version, key, namespace, reserved, hash, signature }: Parts): Buffer {
  const strings = [key, namespace, reserved, hash, signature].map(wireString);
  return Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, version]), ...strings]);
}

/** Adds the order of Ed25519's group to the second half of a signature: RFC 8032 demands that verifiers refuse that. */
function addOrder(signature: Buffer): Buffer {
  const changed = Buffer.from(signature);
  const start = changed.length - 32;
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const scalar = BigInt(`0x${Buffer.from(changed.subarray(start).toReversed()).toString('hex')}`);
  const sum = (scalar + order).toString(16).padStart(64, '0');
  changed.set(Buffer.from(sum, 'hex').toReversed(), start);
  return changed;
}
