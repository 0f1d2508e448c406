import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StoreAccess } from '@create-dump/commands';
import { isStoreUrl } from '@create-dump/core';
import { usage } from '@create-dump/command-line';
import type { SelectorScope } from '../commands/selector-arguments.js';
import type { World } from '../process/world.js';
import { historyContext } from './history-context.js';

/** Like {@link resolveDumps}, for one argument. */
export async function resolveDump(
  argument: string,
  scope: SelectorScope,
  world: World,
  access?: StoreAccess,
): Promise<string> {
  const [path = argument] = await resolveDumps([argument], scope, world, access);
  return path;
}

/**
 * The paths of the dumps and archives that arguments name by selectors, such as `latest~1`; any other argument is returned as it is.
 * An existing file of that name is the file, unless --dir is given.
 * @throws {CreateDumpError} `USAGE` if a selector names several snapshots, or --dir is given without one; `NO_FILES_CHOSEN` if it
 *   names none.
 */
export async function resolveDumps(
  args: readonly string[],
  { dir, group }: SelectorScope,
  world: World,
  access?: StoreAccess,
): Promise<readonly string[]> {
  const isFile = (word: string) =>
    dir === undefined &&
    statSync(resolve(world.cwd, word), { throwIfNoEntry: false }) !== undefined;
  let paths = args;
  if (args.some((word) => !/[./]/u.test(word) && !isFile(word))) {
    // Loaded on demand: most dumps are named by their path.
    const { resolveSelectors } = await import('@create-dump/snapshots');
    const options =
      access !== undefined && isStoreUrl(dir ?? '')
        ? { directory: dir ?? '', group, isFile, list: () => listStore(dir ?? '', world, access) }
        : { directory: resolve(world.cwd, dir ?? '.'), group, isFile };
    paths = await resolveSelectors(args, options, historyContext(world));
  }
  const idle = dir !== undefined ? '--dir' : group !== undefined ? '--group' : undefined;
  if (idle === undefined || paths.some((path, at) => path !== args[at])) return paths;
  throw usage(
    `${idle} is for snapshots named as latest, latest~1, a date or an id, and "${args[0]}" is none.`,
  );
}

/** The snapshots that are directly in a part of a bucket. */
export async function listStore(address: string, world: World, access: StoreAccess) {
  const { openStore } = await import('@create-dump/commands');
  const { listStoredSnapshots } = await import('@create-dump/snapshots');
  const whole = address.endsWith('/') ? address : `${address}/`;
  const { request, observe } = access;
  const { store } = await openStore(whole, request, { world, observe });
  return listStoredSnapshots(store, historyContext(world, observe));
}
