import { CreateDumpError, displayPath } from '@create-dump/core';
import type { VerifySignature } from '@create-dump/evidence';
import { readIdentity, readRegularFile } from '@create-dump/files';

export interface TrustOptions {
  /** Absolute path of a file of allowed signers, as ssh-keygen reads it. */
  readonly allowedSigners: string;
  /** Absolute path of a list of revoked public keys. Default: none is revoked. */
  readonly revoked?: string | undefined;
  /** Who must have signed. Default: any of the allowed signers. */
  readonly signer?: string | undefined;
  /** What the signature must be for. Default: `file`. */
  readonly namespace?: string | undefined;
  /** The time as of which signatures are judged, as ssh-keygen writes it. Default: what the signed dump claims. */
  readonly verifyTime?: string | undefined;
}

/** Whom to trust. */
export interface Trust {
  readonly verify: VerifySignature;
  /** Undefined for the time that the signed dump claims. */
  readonly at: Date | undefined;
}

/**
 * Reads whom to trust. Lines that allow nobody are warned of.
 * @throws {CreateDumpError} `USAGE` if a file or the time can't be used.
 */
export async function openTrust(
  options: TrustOptions,
  warn: (message: string) => void,
): Promise<Trust> {
  const { createSignatureVerifier, parseAllowedSigners, parseRevokedKeys, parseSshTime } =
    await import('@create-dump/evidence');
  const { allowedSigners, revoked, signer, namespace, verifyTime } = options;
  const { signers, ignored } = parseAllowedSigners(readTrusted(allowedSigners));
  for (const { line, reason } of ignored.slice(0, mostWarnings)) {
    warn(`Line ${line} of ${displayPath(allowedSigners)} allows nobody: ${reason}.`);
  }
  const seconds =
    verifyTime === undefined ? undefined : parseSshTime(verifyTime, (at) => at.getTimezoneOffset());
  if (verifyTime !== undefined && seconds === undefined) {
    throw new CreateDumpError(
      'USAGE',
      `--verify-time "${displayPath(verifyTime)}" is not a time. Write 20260301, 202603011200 or 20260301120000, with a Z at its end for UTC.`,
    );
  }
  const isRevoked =
    revoked === undefined
      ? undefined
      : parseRevokedKeys(readTrusted(revoked), displayPath(revoked));
  return {
    verify: createSignatureVerifier({
      signers,
      ...(isRevoked && { isRevoked }),
      ...(signer !== undefined && { signer }),
      ...(namespace !== undefined && { namespace }),
    }),
    at: seconds === undefined ? undefined : new Date(Number(seconds) * 1000),
  };
}

const mostWarnings = 10;

/** In bytes. */
const largest = 2 ** 24;

function readTrusted(path: string): Buffer {
  const bytes = readRegularFile(path, { limit: largest, followLink: true });
  if (bytes !== undefined) return bytes;
  const why =
    readIdentity(path) === undefined
      ? 'does not exist'
      : "can't be read, is not a regular file, or is larger than 16 MiB";
  throw new CreateDumpError('USAGE', `${displayPath(path)} ${why}.`);
}
