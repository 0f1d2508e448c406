import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usage } from '@create-dump/command-line';
import type { SelectorScope } from '../commands/selector-arguments.js';
import type { World } from '../process/world.js';
import { historyContext } from './history-context.js';

/** Like {@link resolveDumps}, for one argument. */
export async function resolveDump(
  argument: string,
  scope: SelectorScope,
  world: World,
): Promise<string> {
  const [path = argument] = await resolveDumps([argument], scope, world);
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
): Promise<readonly string[]> {
  const isFile = (word: string) =>
    dir === undefined &&
    statSync(resolve(world.cwd, word), { throwIfNoEntry: false }) !== undefined;
  let paths = args;
  if (args.some((word) => !/[./]/u.test(word) && !isFile(word))) {
    // Loaded on demand: most dumps are named by their path.
    const { resolveSelectors } = await import('@create-dump/snapshots');
    const options = { directory: resolve(world.cwd, dir ?? '.'), group, isFile };
    paths = await resolveSelectors(args, options, historyContext(world));
  }
  const idle = dir !== undefined ? '--dir' : group !== undefined ? '--group' : undefined;
  if (idle === undefined || paths.some((path, at) => path !== args[at])) return paths;
  throw usage(
    `${idle} is for snapshots named as latest, latest~1, a date or an id, and "${args[0]}" is none.`,
  );
}
