import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '@create-dump/tooling-testing';

export const sshKeygen = findTool('ssh-keygen');
/** For the names of tests. */
export const needsSshKeygen = sshKeygen === undefined ? ' (needs ssh-keygen)' : '';

export const keyTypes = [
  ['ed25519', ['-t', 'ed25519']],
  ['ecdsa-256', ['-t', 'ecdsa', '-b', '256']],
  ['ecdsa-384', ['-t', 'ecdsa', '-b', '384']],
  ['ecdsa-521', ['-t', 'ecdsa', '-b', '521']],
  ['rsa-2048', ['-t', 'rsa', '-b', '2048']],
] as const;

/** Makes a key pair and returns the path of the private key. */
export function makeKey(
  directory: string,
  name: string,
  args: readonly string[] = ['-t', 'ed25519'],
): string {
  const path = join(directory, name);
  run(['-q', '-N', '', ...args, '-C', `${name}@test`, '-f', path]);
  return path;
}

/** Has an authority certify a key, and returns the path of the certificate. */
export function certify(authority: string, key: string, args: readonly string[]): string {
  run(['-q', '-s', authority, '-I', 'test id', ...args, `${key}.pub`]);
  return `${key}-cert.pub`;
}

/** A signature by ssh-keygen, of a message on its input. */
export function signWith(
  key: string,
  message: string | Uint8Array,
  args: readonly string[] = [],
): string {
  const input = Buffer.from(message);
  const all = ['-q', '-Y', 'sign', '-n', 'file', ...args, '-f', key];
  return execFileSync('ssh-keygen', all, { input, stdio: 'pipe' }).toString();
}

export interface Question {
  readonly armor: string;
  readonly message: string | Uint8Array;
  readonly allowed: string | Uint8Array;
  readonly signer?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Whether `ssh-keygen -Y verify` accepts. */
export function accepts(directory: string, question: Question): boolean {
  const { armor, message, allowed, signer = 'alice', args = [], env = {} } = question;
  const [signature, signers] = [join(directory, 'x.sig'), join(directory, 'allowed')];
  writeFileSync(signature, armor);
  writeFileSync(signers, allowed);
  const all = ['-Y', 'verify', '-n', 'file', '-f', signers, '-I', signer, '-s', signature, ...args];
  const { status } = spawnSync('ssh-keygen', all, {
    input: Buffer.from(message),
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function run(args: readonly string[]): void {
  execFileSync('ssh-keygen', args, { stdio: 'pipe' });
}
