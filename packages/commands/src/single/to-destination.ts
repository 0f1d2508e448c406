import { usage } from '@create-dump/command-line';
import { resolve } from 'node:path';
import type { Destination } from '@create-dump/dumping';
import { toDumpPrefix } from '@create-dump/core';
import type { World } from '../process/world.js';

export interface DestinationArguments {
  readonly dest?: string | undefined;
  readonly output?: string | undefined;
  readonly force?: boolean;
}

/**
 * Resolves --dest and --output. A --dest of `X.md` is the stem of a file name, anything else a directory.
 * @throws {CreateDumpError} `USAGE` if the stem can't be the beginning of a dump's name.
 */
export function toDestination(
  { dest = '.', output, force = false }: DestinationArguments,
  world: Pick<World, 'cwd' | 'stdout' | 'temporaryDirectory'>,
): Destination {
  if (output === '-') {
    const { stdout: stream, temporaryDirectory: spoolDirectory } = world;
    return { kind: 'stream', stream, spoolDirectory };
  }
  if (output !== undefined)
    return { kind: 'file', path: resolve(world.cwd, output), replace: force };
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
