import { resolve } from 'node:path';
import type { Destination, ProjectDump } from '@create-dump/batch-orchestrator';
import { toDumpPrefix } from '@create-dump/core';
import type { World } from '../../world.js';
import { usage } from '../argument-readers.js';
import { toSelection } from '../selection-arguments.js';
import type { SingleRequest } from './single-arguments.js';

/** What a command line asks for, with every path made absolute and every list read. */
export async function toProject(request: SingleRequest, world: World): Promise<ProjectDump> {
  const { contents, binary, compress, strict, name } = request;
  const selection = await toSelection(request.selection, world);
  return {
    selection: { ...selection, gitMetadata: request.gitMeta },
    destination: toDestination(request, world),
    contents,
    binary,
    compress,
    strict,
    ...(name !== undefined && { name }),
  };
}

function toDestination({ dest = '.', output }: SingleRequest, world: World): Destination {
  if (output === '-') return { kind: 'stream', stream: world.stdout };
  if (output !== undefined) return { kind: 'file', path: resolve(world.cwd, output) };
  const path = resolve(world.cwd, dest);
  const stem = /^(?<directory>.*\/)(?<prefix>[^/]+)\.md$/su.exec(path)?.groups;
  if (stem === undefined || dest.endsWith('/')) return { kind: 'directory', directory: path };
  const { directory = '/', prefix = '' } = stem;
  if (toDumpPrefix(prefix) !== prefix) {
    throw usage(
      `--dest: "${prefix}" can't be the beginning of a file name; "${toDumpPrefix(prefix)}" can.`,
    );
  }
  return { kind: 'directory', directory: resolve(directory), prefix };
}
