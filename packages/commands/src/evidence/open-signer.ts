/*
 * Who made a dump: signing (`openSigner`, here), whom to trust (`openTrust`), and attestations (`writeAttestations`). Arguments come in
 * as they were read from the command line; the package @create-dump/evidence is loaded only where one of them asks for it.
 */
import { resolve } from 'node:path';
import type { SignBytes } from '@create-dump/core';
import type { World } from '../process/world.js';
import type { SigningRequest } from './signing-arguments.js';

/**
 * Checks that the key can sign, before any work is done. Undefined without a request.
 * @throws {CreateDumpError} `SIGN_FAILED`
 */
export async function openSigner(
  request: SigningRequest | undefined,
  { cwd, signal }: Pick<World, 'cwd' | 'signal'>,
): Promise<SignBytes | undefined> {
  if (request === undefined) return undefined;
  const { createSshSigner } = await import('@create-dump/evidence');
  const { key, namespace } = request;
  const signer = createSshSigner({ key: resolve(cwd, key), namespace, signal });
  await signer.check();
  return signer.sign;
}
