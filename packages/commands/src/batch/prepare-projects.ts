import { describeError, type Observers } from '@create-dump/observing';
import type { Origin } from '@create-dump/config';
import type { BatchProject } from '@create-dump/batching';
import type { FoundProject } from '@create-dump/workspaces';
import { CreateDumpError } from '@create-dump/core';
import type { SettingsFor } from '../configuration/settings-for.js';
import type { World } from '../process/world.js';
import { toSkipUnchanged } from '../single/to-skip-unchanged.js';
import { toSecrets } from '../secrets/to-secrets.js';
import { toSelection } from '../selection/selection-arguments.js';
import { readProjectArguments } from './batch-arguments.js';

export interface PreparationOptions {
  /** Absolute. */
  readonly root: string;
  readonly found: readonly FoundProject[];
  readonly settingsFor: SettingsFor;
}

/** Gives each project its effective settings, or the reason if they are invalid. */
export async function prepareProjects(
  { root, found, settingsFor }: PreparationOptions,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<readonly BatchProject[]> {
  const told = new Set<string>();
  const warn = (message: string) => {
    if (told.has(message)) return;
    told.add(message);
    observe({ type: 'batch-event', event: { type: 'warned', message } });
  };
  const prepared: BatchProject[] = [];
  for (const { directory, name } of found) {
    const path = directory === '.' ? root : `${root}/${directory}`;
    prepared.push({
      directory,
      name,
      prepared: await prepare({ path, name, root }, settingsFor, world, warn),
    });
  }
  return prepared;
}

interface ProjectPlace {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly root: string;
}

/** Whether a setting is from the project's own file. */
function isOwn(origin: Origin | undefined, path: string, root: string): boolean {
  if (origin?.from !== 'project file' || path === root) return false;
  return origin.path.startsWith(`${path}/`);
}

async function prepare(
  { path, name, root }: ProjectPlace,
  settingsFor: SettingsFor,
  world: World,
  warn: (message: string) => void,
): Promise<NonNullable<BatchProject['prepared']>> {
  try {
    const { read, origins, warnings } = await settingsFor(path);
    for (const message of warnings) warn(message);
    const { selection, gitMeta, mode, group, limits, skipUnchanged, ...others } = read((argv) =>
      readProjectArguments(argv, origins, (origin) => !isOwn(origin, path, root)),
    );
    const { secrets: secretsArguments, ...rest } = others;
    const secrets = await toSecrets(secretsArguments, world);
    const chosen = await toSelection({ ...selection, root: path }, world);
    return {
      selection: { ...chosen, gitMetadata: gitMeta },
      name,
      ...rest,
      ...(skipUnchanged && { skipUnchanged: toSkipUnchanged(world) }),
      ...(secrets && { secrets }),
      ...(mode !== undefined && { mode }),
      ...(group !== undefined && { group }),
      ...(limits && { limits }),
    };
  } catch (error) {
    world.signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    return { failure: describeError(error) };
  }
}
