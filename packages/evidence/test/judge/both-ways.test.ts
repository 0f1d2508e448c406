import { readFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createSignatureVerifier, createSshSigner, parseAllowedSigners } from '../../src/index.js';
import {
  accepts,
  certify,
  keyTypes,
  makeKey,
  needsSshKeygen,
  signWith,
  sshKeygen,
} from '../ssh-keygen.js';

const message = Buffer.from('0123456789abcdef  a_all_code_dump_20260101_000000.md\n');
const at = new Date('2026-06-01T00:00:00Z');
const signal = new AbortController().signal;

/** The verdict of this package. */
function judge(armor: string, allowed: string, signer?: string) {
  const { signers } = parseAllowedSigners(Buffer.from(allowed));
  return createSignatureVerifier({ signers, ...(signer !== undefined && { signer }) })(
    armor,
    message,
    at,
  );
}

describe.skipIf(sshKeygen === undefined)(`signatures${needsSshKeygen}`, () => {
  it.each(keyTypes)(
    'by %s keys: made here, accepted by ssh-keygen, and the other way round',
    async (name, args) => {
      using directory = temporaryDirectory();
      const key = makeKey(directory.path, name, args);
      const allowed = `alice ${readFileSync(`${key}.pub`, 'utf8')}`;
      const ours = await createSshSigner({ key, signal }).sign(message);
      expect(accepts(directory.path, { armor: ours, message, allowed })).toBe(true);
      for (const options of [[], ['-O', 'hashalg=sha256'], ['-O', 'hashalg=sha512']]) {
        const theirs = signWith(key, message, options);
        expect(judge(theirs, allowed)).toMatchObject({ state: 'valid', signer: 'alice' });
        expect(judge(theirs, allowed, 'bob')).toMatchObject({ state: 'untrusted' });
      }
      const other = makeKey(directory.path, 'other');
      expect(judge(ours, `alice ${readFileSync(`${other}.pub`, 'utf8')}`)).toMatchObject({
        state: 'untrusted',
        reason: 'its key is not among the allowed signers',
      });
    },
  );

  it.each(keyTypes)('by certified %s keys', async (name, args) => {
    using directory = temporaryDirectory();
    const authority = makeKey(directory.path, 'authority', args);
    const key = makeKey(directory.path, name, args);
    const certificate = certify(authority, key, ['-n', 'alice,carol', '-V', '20260101Z:20270101Z']);
    const allowed = `*,!mallory cert-authority ${readFileSync(`${authority}.pub`, 'utf8')}`;
    const ours = await createSshSigner({ key: certificate, signal }).sign(message);
    const args2 = ['-O', 'verify-time=20260601000000Z'];
    expect(accepts(directory.path, { armor: ours, message, allowed, args: args2 })).toBe(true);
    expect(judge(ours, allowed, 'alice')).toMatchObject({
      state: 'valid',
      key: { certificate: 'test id' },
    });
    expect(judge(ours, allowed)).toMatchObject({ signer: 'alice,carol' });
    expect(
      accepts(directory.path, { armor: ours, message, allowed, args: args2, signer: 'bob' }),
    ).toBe(false);
    expect(judge(ours, allowed, 'bob')).toMatchObject({ state: 'untrusted' });
  });

  it('names the key as ssh-keygen does', () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key');
    const verdict = judge(signWith(key, message), `alice ${readFileSync(`${key}.pub`, 'utf8')}`);
    const fingerprint = 'key' in verdict ? verdict.key.fingerprint : '';
    expect(fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(
      accepts(directory.path, { armor: signWith(key, message), message: 'x', allowed: '' }),
    ).toBe(false);
  });
});
