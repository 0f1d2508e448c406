import type { ProjectDump } from '@create-dump/dumping';
import type { World } from '../process/world.js';
import { toSelection } from '../selection/selection-arguments.js';
import { toSkipUnchanged } from './to-skip-unchanged.js';
import { toDestination } from './to-destination.js';
import type { SingleRequest } from './single-arguments.js';

/** The project that a command line describes, with absolute paths. Reads the list of --files-from. */
export async function toProject(request: SingleRequest, world: World): Promise<ProjectDump> {
  const { contents, binary, compress, mode, strict, name, group, limits } = request;
  const selection = await toSelection(request.selection, world);
  return {
    selection: { ...selection, gitMetadata: request.gitMeta },
    destination: toDestination(request, world),
    contents,
    binary,
    compress,
    strict,
    ...(request.skipUnchanged && { skipUnchanged: toSkipUnchanged(world) }),
    ...(mode !== undefined && { mode }),
    ...(name !== undefined && { name }),
    ...(group !== undefined && { group }),
    ...(limits && { limits }),
  };
}
