import { isStoreUrl, type Observe } from '@create-dump/core';
import type { ProjectDump } from '@create-dump/dumping';
import type { World } from '../process/world.js';
import { toSecrets } from '../secrets/to-secrets.js';
import { toSelection } from '../selection/selection-arguments.js';
import { toSkipUnchanged } from './to-skip-unchanged.js';
import { toDestination, toStoreDestination } from './to-destination.js';
import type { SingleRequest } from './single-arguments.js';

/** The project that a command line describes, with absolute paths. Reads the list of --files-from and the rules for secrets. */
export async function toProject(
  request: SingleRequest,
  world: World,
  observe: Observe,
): Promise<ProjectDump> {
  const {
    dest = '.',
    store,
    contents,
    binary,
    compress,
    mode,
    strict,
    name,
    group,
    limits,
  } = request;
  const selection = await toSelection(request.selection, world);
  const secrets = await toSecrets(request.secrets, world);
  return {
    selection: { ...selection, gitMetadata: request.gitMeta },
    destination: isStoreUrl(dest)
      ? await toStoreDestination({ dest, store }, world, observe)
      : toDestination(request, world),
    contents,
    binary,
    compress,
    strict,
    ...(request.skipUnchanged && { skipUnchanged: toSkipUnchanged(world) }),
    ...(secrets && { secrets }),
    ...(mode !== undefined && { mode }),
    ...(name !== undefined && { name }),
    ...(group !== undefined && { group }),
    ...(limits && { limits }),
  };
}
