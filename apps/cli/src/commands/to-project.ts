import { resolve } from 'node:path';
import type { Destination, ProjectDump } from '@create-dump/batch-orchestrator';
import { toDumpPrefix } from '@create-dump/core';
import { globalExcludesFile } from '../global-excludes-file.js';
import { readPathList } from '../read-path-list.js';
import { resolveRoot } from '../resolve-root.js';
import type { World } from '../world.js';
import { usage } from './argument-readers.js';
import type { SingleRequest } from './single-arguments.js';

/** What a command line asks for, with every path made absolute and every list read. */
export async function toProject(request: SingleRequest, world: World): Promise<ProjectDump> {
  const root = resolveRoot(world.cwd, request.root);
  const { useGitignore, trackedOnly, contents, binary, compress, strict } = request;
  const { files, include, exclude, excludedDirs, maxSize, name } = request;
  const listed = await readListed(request, world);
  return {
    selection: {
      root,
      useGitignore,
      trackedOnly,
      gitMetadata: request.gitMeta,
      excludesFile: globalExcludesFile(world),
      homeDirectory: world.homeDirectory,
      ...(files && { files }),
      ...(include && { include }),
      ...(exclude && { exclude }),
      ...(excludedDirs && { excludedDirs }),
      ...(maxSize !== undefined && { maxSize }),
      ...(listed && { listed }),
    },
    destination: toDestination(request, world),
    contents,
    binary,
    compress,
    strict,
    ...(name !== undefined && { name }),
  };
}

async function readListed({ filesFrom, nulSeparated }: SingleRequest, world: World) {
  if (filesFrom === undefined) return undefined;
  return readPathList({ source: filesFrom, nulSeparated, cwd: world.cwd, stdin: world.stdin });
}

function toDestination({ dest = '.', output }: SingleRequest, world: World): Destination {
  if (output === '-') return { kind: 'stream', stream: world.stdout };
  if (output !== undefined) return { kind: 'file', path: resolve(world.cwd, output) };
  const path = resolve(world.cwd, dest);
  const stem = /^(?<directory>.*\/)(?<stem>[^/]+)\.md$/su.exec(path)?.groups;
  if (stem === undefined) return { kind: 'directory', directory: path };
  const { directory = '/', stem: prefix = '' } = stem;
  if (toDumpPrefix(prefix) !== prefix) {
    throw usage(
      `--dest: "${prefix}" can't be the beginning of a file name; "${toDumpPrefix(prefix)}" can.`,
    );
  }
  return { kind: 'directory', directory: resolve(directory), prefix };
}
