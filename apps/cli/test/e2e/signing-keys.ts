import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '@create-dump/tooling-testing';

export const hasSshKeygen = findTool('ssh-keygen') !== undefined;
/** For the names of tests. */
export const needsSshKeygen = hasSshKeygen ? '' : ' (needs ssh-keygen)';

/** Makes a key pair below a directory, and returns the path of the private key. */
export function makeKey(directory: string, name: string, passphrase = ''): string {
  const path = join(directory, name);
  const args = ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path];
  execFileSync('ssh-keygen', args, { stdio: 'pipe' });
  return path;
}

/** A line of allowed signers. */
export function allow(who: string, key: string, options = ''): string {
  return `${who} ${options}${options === '' ? '' : ' '}${readFileSync(`${key}.pub`, 'utf8')}`;
}

/** The environment in which another program takes the place of ssh-keygen. */
export function replaceSshKeygen(directory: string, script: string): NodeJS.ProcessEnv {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  const program = join(bin, 'ssh-keygen');
  const real = findTool('ssh-keygen') ?? '';
  writeFileSync(program, `#!/bin/sh\nreal=${real}\n${script}\n`);
  chmodSync(program, 0o755);
  return { PATH: `${bin}:${process.env['PATH']}` };
}
