import { formatOrigin, type Origin } from '@create-dump/config';
import type { PatternOption, PatternSource } from '@create-dump/core';
import {
  type Arguments,
  readList,
  readSize,
  readSwitch,
  readText,
  usage,
} from '@create-dump/command-line';
import { type Selection, userGitFiles } from '@create-dump/dumping';
import type { SettingOrigins } from '../configuration/apply-settings.js';
import { resolveRoot } from './resolve-root.js';
import type { World } from '../process/world.js';

/**
 * Reads the options that select files. Throws `USAGE` naming the option.
 * @param isShared Whether the patterns of an origin (undefined: the command line) apply to several projects.
 */
export function readSelectionArguments(
  argv: Arguments,
  origins: SettingOrigins = new Map(),
  isShared: (origin: Origin | undefined) => boolean = () => false,
) {
  const selection = {
    root: readText(argv, 'root') ?? '.',
    files: readList(argv, 'files'),
    include: readList(argv, 'include'),
    exclude: readList(argv, 'exclude'),
    excludedDirs: readList(argv, 'excluded-dirs'),
    maxSize: readSize(argv, 'max-size'),
    filesFrom: readText(argv, 'files-from'),
    nulSeparated: readSwitch(argv, 'null', false),
    useGitignore: readSwitch(argv, 'use-gitignore', true),
    trackedOnly: readSwitch(argv, 'git-ls-files', false),
    recurseSubmodules: readSwitch(argv, 'recurse-submodules', false),
    revision: readText(argv, 'ref'),
    since: readText(argv, 'diff-since'),
    patternSources: patternSources(origins, isShared),
  };
  if (selection.revision !== undefined && selection.filesFrom !== undefined) {
    throw usage('--ref and --files-from both determine the files: give only one of them.');
  }
  return selection;
}

export type SelectionArguments = ReturnType<typeof readSelectionArguments>;

type PatternSources = Readonly<Partial<Record<PatternOption, PatternSource>>>;

function patternSources(
  origins: SettingOrigins,
  isShared: (origin: Origin | undefined) => boolean,
): PatternSources {
  return Object.fromEntries(
    Object.entries(patternFlags).map(([option, flag]) => {
      const origin = origins.get(flag);
      const setBy = origin && formatOrigin(origin);
      return [option, { ...(setBy && { setBy }), ...(isShared(origin) && { isShared: true }) }];
    }),
  );
}

/** The flag of each option of the collector that takes patterns. */
const patternFlags: Readonly<Record<PatternOption, string>> = {
  files: 'files',
  include: 'include',
  exclude: 'exclude',
  excludedDirs: 'excluded-dirs',
};

/** Resolves the options in this process: makes the root absolute and reads lists. */
export async function toSelection(given: SelectionArguments, world: World): Promise<Selection> {
  const { files, include, exclude, excludedDirs, maxSize, useGitignore, trackedOnly } = given;
  const { recurseSubmodules, revision, since, patternSources } = given;
  const listed = await readListed(given, world);
  return {
    root: resolveRoot(world.cwd, given.root),
    useGitignore,
    trackedOnly,
    recurseSubmodules,
    patternSources,
    ...userGitFiles(world),
    ...(files && { files }),
    ...(include && { include }),
    ...(exclude && { exclude }),
    ...(excludedDirs && { excludedDirs }),
    ...(maxSize !== undefined && { maxSize }),
    ...(listed && { listed }),
    ...(revision !== undefined && { revision }),
    ...(since !== undefined && { since }),
  };
}

async function readListed({ filesFrom, nulSeparated }: SelectionArguments, world: World) {
  if (filesFrom === undefined) return undefined;
  const { readPathList } = await import('./read-path-list.js');
  const { cwd, stdin, signal } = world;
  return readPathList({ source: filesFrom, nulSeparated, cwd, stdin, signal });
}
