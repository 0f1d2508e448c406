import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usage } from '@create-dump/command-line';
import { createRunId } from '@create-dump/files';
import type { KeptSnapshot } from '@create-dump/snapshots';
import type { World } from '../process/world.js';

/** Where selectors look. */
export interface SelectorScope {
  readonly dir: string | undefined;
  readonly group: string | undefined;
}

/** Like {@link resolveDumps}, for one argument. */
export async function resolveDump(
  argument: string,
  scope: SelectorScope,
  world: World,
): Promise<string> {
  const [path] = await resolveDumps([argument], scope, world);
  return path;
}

/**
 * The paths of the dumps and archives that arguments name by selectors, such as `latest~1`; any other argument is returned as it is.
 * An existing file of that name is the file, unless --dir is given.
 * @throws {CreateDumpError} `USAGE` if a selector names several snapshots, or --dir is given without one; `NO_FILES_CHOSEN` if it
 *   names none.
 */
export async function resolveDumps<const T extends readonly string[]>(
  args: T,
  { dir, group }: SelectorScope,
  world: World,
): Promise<{ [K in keyof T]: string }> {
  const directory = resolve(world.cwd, dir ?? '.');
  const couldSelect = (word: string) =>
    !/[./]/u.test(word) && (dir !== undefined || !exists(resolve(world.cwd, word)));
  const idle = dir !== undefined ? '--dir' : group !== undefined ? '--group' : undefined;
  const paths: string[] = [...args];
  let snapshots: readonly KeptSnapshot[] | undefined;
  // Loaded on demand: most dumps are named by their path.
  const history = args.some(couldSelect) ? await import('@create-dump/snapshots') : undefined;
  for (const [at, word] of args.entries()) {
    const selector = couldSelect(word) ? history?.parseSelector(word) : undefined;
    if (history === undefined || selector === undefined) continue;
    snapshots ??= (await history.listKept(directory, historyContext(world))).snapshots;
    paths[at] = history.placeOf(
      history.selectSnapshot(snapshots, selector, { word, directory, group }),
    );
  }
  if (snapshots !== undefined || idle === undefined) return paths as { [K in keyof T]: string };
  throw usage(
    `${idle} is for snapshots named as latest, latest~1, a date or an id, and "${args[0]}" is none.`,
  );
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What `@create-dump/snapshots` needs to look into snapshots. */
export function historyContext(world: World) {
  const { pid, hostname, temporaryDirectory: spoolDirectory, signal } = world;
  return { spoolDirectory, signal, runId: createRunId({ pid, hostname, now: world.now() }) };
}
