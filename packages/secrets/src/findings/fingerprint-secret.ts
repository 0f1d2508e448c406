import { createHash } from 'node:crypto';

/** 128 bits, in hexadecimal digits. */
const digits = 32;

/** Identifies a secret, in baselines and reports. Only for secrets that are too random to be searched for by it. */
export function fingerprintSecret(rule: string, secret: Uint8Array): string {
  const hash = createHash('sha256').update(`create-dump-secret\0${rule}\0`).update(secret);
  return hash.digest('hex').slice(0, digits);
}
