import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createSignatureVerifier, parseAllowedSigners, parseRevokedKeys } from '../../src/index.js';
import { accepts, certify, makeKey, needsSshKeygen, signWith, sshKeygen } from '../ssh-keygen.js';

const message = Buffer.from('message\n');

describe('parseRevokedKeys', () => {
  it.each([
    [Buffer.from('SSHKRL\n\0'), /revoked is a binary key revocation list/],
    [Buffer.from('# fine\nssh-ed25519 AAAA\n'), /revoked, line 2 is not a public key/],
    [Buffer.from('serial: 1\n'), /revoked, line 1 is not a public key/],
  ])('refuses %s', (file, message) => {
    expect(() => parseRevokedKeys(file, 'revoked')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it('passes over keys that cannot sign here', () => {
    const dsa = Buffer.concat([Buffer.from([0, 0, 0, 7]), Buffer.from('ssh-dss')]).toString(
      'base64',
    );
    expect(() => parseRevokedKeys(Buffer.from(`\n ssh-dss ${dsa}\n`), 'revoked')).not.toThrow();
  });

  it.skipIf(sshKeygen === undefined)(`revokes as ssh-keygen does${needsSshKeygen}`, () => {
    using directory = temporaryDirectory();
    const at = directory.path;
    const key = makeKey(at, 'key');
    const authority = makeKey(at, 'authority');
    const other = makeKey(at, 'other');
    const certificate = certify(authority, key, ['-n', 'alice']);
    const pub = (path: string) => readFileSync(path, 'utf8');
    const allowed = `alice ${pub(`${key}.pub`)}alice cert-authority ${pub(`${authority}.pub`)}`;
    const { signers } = parseAllowedSigners(Buffer.from(allowed));
    const lists: [string, boolean, boolean][] = [
      ['', false, false],
      [`# nothing\n${pub(`${other}.pub`)}`, false, false],
      [pub(`${key}.pub`), true, true],
      [`\t${pub(`${other}.pub`)}\n${pub(`${authority}.pub`)}`, false, true],
      [pub(certificate), true, true],
    ];
    for (const [list, ...isRevoked] of lists) {
      const revoked = join(at, 'revoked');
      writeFileSync(revoked, list);
      for (const [index, path] of [key, certificate].entries()) {
        const armor = signWith(path, message);
        const args = ['-r', revoked];
        const verify = createSignatureVerifier({
          signers,
          signer: 'alice',
          isRevoked: parseRevokedKeys(Buffer.from(list), 'revoked'),
        });
        const verdict = verify(armor, message, new Date());
        expect(accepts(at, { armor, message, allowed, args })).toBe(!isRevoked[index]);
        expect(verdict).toMatchObject(
          isRevoked[index]
            ? { state: 'untrusted', reason: 'its key is revoked' }
            : { state: 'valid' },
        );
      }
    }
  });

  it.skipIf(sshKeygen === undefined)(
    `refuses a list that ssh-keygen -k made${needsSshKeygen}`,
    () => {
      using directory = temporaryDirectory();
      const key = makeKey(directory.path, 'key');
      const krl = join(directory.path, 'krl');
      execFileSync('ssh-keygen', ['-q', '-k', '-f', krl, `${key}.pub`]);
      expect(() => parseRevokedKeys(readFileSync(krl), 'krl')).toThrow(
        'krl is a binary key revocation list',
      );
    },
  );
});
