import { type Arguments, readText } from '@create-dump/command-line';

/** Whom to trust; paths as given. */
export interface TrustRequest {
  readonly allowedSigners: string;
  readonly signer: string | undefined;
  readonly revoked: string | undefined;
  readonly verifyTime: string | undefined;
}

/** Reads --allowed-signers and what goes with it; undefined if signatures aren't to be judged. */
export function readTrust(argv: Arguments): TrustRequest | undefined {
  const allowedSigners = readText(argv, 'allowed-signers');
  if (allowedSigners === undefined) return undefined;
  return {
    allowedSigners,
    signer: readText(argv, 'signer'),
    revoked: readText(argv, 'revoked'),
    verifyTime: readText(argv, 'verify-time'),
  };
}
