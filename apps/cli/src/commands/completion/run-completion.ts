import {
  type CommandDefinition,
  type CompletedShell,
  completionScript,
} from '@create-dump/command-line';
import { exitCodes, writeAll } from '@create-dump/observing';
import type { World } from '../../process/world.js';

/** Prints a shell's completion script. */
export async function runCompletion(
  shell: CompletedShell,
  commands: readonly CommandDefinition[],
  { stdout }: Pick<World, 'stdout'>,
): Promise<number> {
  await writeAll(stdout, completionScript(shell, { name: 'create-dump', commands }));
  return exitCodes.done;
}
