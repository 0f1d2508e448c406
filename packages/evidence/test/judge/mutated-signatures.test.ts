import { readFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSignatureVerifier, parseAllowedSigners } from '../../src/index.js';
import { fromArmor, toArmor } from '../armor.js';
import { makeFidoKey } from '../fido-key.js';
import { certify, keyTypes, makeKey, needsSshKeygen, signWith, sshKeygen } from '../ssh-keygen.js';
import { acceptsEach, type Case } from './accepts-each.js';

// SIGNATURE_MUTATIONS=10000 takes some minutes.
const count = Number(process.env['SIGNATURE_MUTATIONS'] ?? 300);
const message = Buffer.from('0123456789abcdef  a.md\n');

describe.skipIf(sshKeygen === undefined)(`mutated signatures${needsSshKeygen}`, () => {
  it(`get the verdict of ssh-keygen, ${count} times`, { timeout: 60_000 + count * 100 }, () => {
    using directory = temporaryDirectory();
    const bases = makeBases(directory.path);
    const { seed } = fc.readConfigureGlobal();
    const changes = fc.sample(change, { numRuns: count, ...(seed !== undefined && { seed }) });
    const cases = changes.map((change, index): Case & { change: Change } => {
      const { armor, allowed } = bases[index % bases.length] as Case;
      return { armor: apply(armor as string, change), allowed, signer: 'alice', change };
    });
    const theirs = acceptsEach(directory.path, message, cases);
    const differences = cases.filter((example, index) => judge(example) !== theirs[index]);
    expect(differences.filter((example) => !isKnown(example))).toEqual([]);
    // Both must have had something to accept, or the test shows nothing.
    expect(theirs.filter(Boolean).length).toBeGreaterThan(0);
  });
});

function makeBases(directory: string): Case[] {
  const signer = 'alice';
  const pub = (path: string) => readFileSync(`${path}.pub`, 'utf8');
  const plain = keyTypes.map(([name, args]) => {
    const key = makeKey(directory, name, args);
    return { armor: signWith(key, message), allowed: `alice ${pub(key)}`, signer };
  });
  const authority = makeKey(directory, 'authority');
  const certified = [1, 4].map((index) => {
    const [name, args] = keyTypes[index] as (typeof keyTypes)[number];
    const key = makeKey(directory, `certified-${name}`, args);
    const armor = signWith(certify(authority, key, ['-n', 'alice']), message);
    return { armor, allowed: `alice cert-authority ${pub(authority)}`, signer };
  });
  const fido = (['ed25519', 'ecdsa'] as const).map((type) => {
    const key = makeFidoKey(type);
    return { armor: key.signWith(message, 1), allowed: `alice ${key.line}\n`, signer };
  });
  return [...plain, ...certified, ...fido];
}

/** Where something is done to the binary signature, or to its text, as a fraction of its length. */
const change = fc.record({
  inText: fc.boolean(),
  kind: fc.constantFrom('flip', 'set', 'insert', 'remove', 'cut', 'append', 'swap', 'none'),
  at: fc.nat(9999).map((at) => at / 10_000),
  length: fc.integer({ min: 1, max: 5 }),
  value: fc.oneof(fc.constantFrom(0, 10, 13, 32, 61, 65, 127, 128, 255), fc.nat(255)),
  crlf: fc.boolean(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(armor: string, change: Change): string {
  const mutated = change.inText
    ? mutate(Buffer.from(armor), change).toString('latin1')
    : toArmor(mutate(fromArmor(armor), change));
  return change.crlf ? mutated.replaceAll('\n', '\r\n') : mutated;
}

function mutate(bytes: Buffer, { kind, at, length, value }: Change): Buffer {
  const index = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, index);
  const after = bytes.subarray(index);
  const copy = Buffer.from(bytes);
  const inserted = Buffer.alloc(length, value);
  if (kind === 'insert') return Buffer.concat([before, inserted, after]);
  if (kind === 'remove') return Buffer.concat([before, after.subarray(length)]);
  if (kind === 'cut') return Buffer.from(before);
  if (kind === 'append') return Buffer.concat([bytes, inserted]);
  if (kind === 'set') copy[index] = value;
  if (kind === 'flip') copy[index] = (copy[index] ?? 0) ^ (1 << (value % 8));
  if (kind === 'swap') copy.set(after.subarray(length, 2 * length), index);
  return copy;
}

function judge({ armor, allowed }: Case): boolean {
  const { signers } = parseAllowedSigners(Buffer.from(allowed));
  const verify = createSignatureVerifier({ signers, signer: 'alice' });
  return verify(Buffer.from(armor).toString('latin1'), message, new Date()).state === 'valid';
}

/** Version 0 is accepted by ssh-keygen alone; CRLF after the first line by newer versions of it, and here. */
function isKnown({ armor }: Case): boolean {
  const text = armor as string;
  return (
    text.startsWith('-----BEGIN SSH SIGNATURE-----\r\n') || fromArmor(text).readUInt32BE(6) === 0
  );
}
