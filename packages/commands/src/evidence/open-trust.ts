import { resolve } from 'node:path';
import type { Observe } from '@create-dump/core';
import { openTrust, type Trust } from '@create-dump/snapshots';
import type { World } from '../process/world.js';
import type { TrustRequest } from './trust-arguments.js';

/** What the signature of a checkpoint is for. */
export const checkpointNamespace = 'ledger@create-dump';

/**
 * Reads whom to trust, with paths relative to the working directory. Undefined without a request.
 * @param namespace What signatures must be for. Default: `file`.
 * @throws {CreateDumpError} `USAGE`
 */
export async function openRequestedTrust(
  request: TrustRequest | undefined,
  { world, observe }: { readonly world: Pick<World, 'cwd'>; readonly observe: Observe },
  namespace?: string,
): Promise<Trust | undefined> {
  if (request === undefined) return undefined;
  const { allowedSigners, revoked, ...rest } = request;
  const path = (given: string) => resolve(world.cwd, given);
  const options = {
    ...rest,
    allowedSigners: path(allowedSigners),
    revoked: revoked === undefined ? undefined : path(revoked),
    namespace,
  };
  return openTrust(options, (message) => observe({ type: 'warned', message }));
}
