import { CreateDumpError } from '@create-dump/core';
import { decodeBase64 } from '../ssh/decode-base64.js';
import { MalformedError } from '../ssh/malformed-error.js';
import type { PublicKey } from '../ssh/public-key.js';
import { readKeyLine } from '../ssh/read-key-line.js';
import type { SshKey } from '../ssh/ssh-key.js';
import { createWireReader } from '../ssh/wire-reader.js';
import { splitLines } from './parse-allowed-signers.js';

/** Whether a key, or the authority that certified it, is revoked. */
export type IsRevoked = (key: SshKey) => boolean;

/**
 * Parses a list of revoked keys, one a line as in `.pub` files. Keys of types that can't sign here anyway are passed over.
 * @param name Of the file, for messages.
 * @throws {CreateDumpError} `USAGE` for a binary list (KRL), and for a line that has no key: nothing may be overlooked.
 */
export function parseRevokedKeys(file: Uint8Array, name: string): IsRevoked {
  const lines = splitLines(file);
  if (lines[0]?.startsWith('SSHKRL')) {
    throw new CreateDumpError(
      'USAGE',
      `${name} is a binary key revocation list. List the revoked public keys in a text file instead, one a line.`,
    );
  }
  const revoked = new Set<string>();
  for (const [index, text] of lines.entries()) {
    const line = text.replace(/^[ \t]+/, '');
    if (line === '' || line === '\r' || line.startsWith('#')) continue;
    const key = readRevoked(line, `${name}, line ${index + 1}`);
    if (key !== undefined) revoked.add(idOf(key.publicKey));
  }
  return ({ publicKey, certificate }) =>
    revoked.has(idOf(publicKey)) ||
    (certificate !== undefined && revoked.has(idOf(certificate.authority)));
}

function readRevoked(line: string, where: string): SshKey | undefined {
  try {
    return readKeyLine(line);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    if (isOfOtherType(line)) return undefined;
    throw new CreateDumpError('USAGE', `${where} is not a public key: ${error.message}.`);
  }
}

/** Such as DSA. */
function isOfOtherType(line: string): boolean {
  const [name = '', base64 = ''] = line.split(/[ \t]+/);
  if (!/^(?:ssh-dss|ssh-xmss@openssh\.com)$/.test(name)) return false;
  try {
    return createWireReader(decodeBase64(base64)).text() === name;
  } catch {
    return false;
  }
}

function idOf({ blob }: PublicKey): string {
  return blob.toString('latin1');
}
