import { describe, expect, it } from 'vitest';
import { readAttestation } from '../../src/evidence/attestation-arguments.js';
import { readSigning } from '../../src/evidence/signing-arguments.js';
import { readTrust } from '../../src/evidence/trust-arguments.js';

const origins = new Map([['sign', { from: 'environment', name: 'CREATE_DUMP_SIGN_KEY' } as const]]);
const obstacle = 'signs nothing here.';

describe('readSigning', () => {
  it.each([
    [{}, undefined],
    [{ sign: 'id' }, { key: 'id', namespace: 'file' }],
    [
      { sign: 'id', 'sign-namespace': 'dump' },
      { key: 'id', namespace: 'dump' },
    ],
  ])('reads %j', (argv, expected) => {
    expect(readSigning(argv, {})).toEqual(expected);
  });

  it('refuses a key where nothing is signed, unless it is a setting', () => {
    expect(() => readSigning({ sign: 'id' }, { obstacle })).toThrow('--sign signs nothing here.');
    expect(readSigning({ sign: 'id' }, { obstacle, origins })).toBeUndefined();
    expect(readSigning({}, { obstacle })).toBeUndefined();
  });
});

it('readAttestation wants a file for each', () => {
  expect(readAttestation({})).toBeUndefined();
  expect(readAttestation({ attest: 'a' })).toEqual({ statement: 'a', predicate: undefined });
  expect(() => readAttestation({ attest: 'a', 'attest-predicate': 'a' })).toThrow(
    'give each its own',
  );
});

it('readTrust reads whom to trust', () => {
  expect(readTrust({ signer: 'x' })).toBeUndefined();
  expect(readTrust({ 'allowed-signers': 'a', signer: 'x' })).toEqual({
    allowedSigners: 'a',
    signer: 'x',
    revoked: undefined,
    verifyTime: undefined,
  });
});
