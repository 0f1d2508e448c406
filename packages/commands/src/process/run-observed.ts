import {
  errorDocument,
  exitCodeOf,
  exitCodes,
  type ObservedRun,
  openObservers,
  type Outcome,
} from '@create-dump/observing';
import { errorCode } from '@create-dump/files';
import { isBrokenPipe } from '@create-dump/publisher';
import type { Action } from '../command.js';
import type { HooksRequest } from '../hooks/hook-arguments.js';
import { openHooks, type RunHooks } from '../hooks/open-hooks.js';
import { outputFailure } from './output-failure.js';
import { watchOutput } from './watch-output.js';
import type { World } from './world.js';

/** What `runObserved` needs to know about a run. */
export interface RunRequest extends ObservedRun {
  readonly hooks?: HooksRequest | undefined;
}

/**
 * Runs a command's action with its observers and between its hooks; returns the exit code. Rejects only if the observers can't be
 * opened.
 */
export async function runObserved<W extends World>(
  action: Action<W>,
  run: RunRequest,
  world: W,
): Promise<number> {
  await using observers = await openObservers(run, world);
  let hooks: RunHooks | undefined;
  const work = async () => {
    hooks = await openHooks(run.hooks, { command: run.command, observers }, world);
    await hooks?.beforeRun();
    return action(world, observers);
  };
  const worked = await tryAction(work, world);
  if (run.output.json && worked.error !== undefined) {
    observers.settle();
    world.stdout.write(errorDocument(run.command, worked));
  }
  const outcome = await tell(hooks, worked);
  await observers.finish(outcome);
  return outcome.exitCode;
}

/** Not inlined, because TypeScript doesn't see that the action sets the variable. */
async function tell(hooks: RunHooks | undefined, outcome: Outcome): Promise<Outcome> {
  return (await hooks?.tell(outcome)) ?? outcome;
}

async function tryAction(
  work: () => Promise<number>,
  { stdout }: Pick<World, 'stdout'>,
): Promise<Outcome> {
  const watch = watchOutput(stdout);
  const outcome = await settle(work);
  const failure = await watch.flushed();
  const error = failure && outputFailure(failure);
  if (error === undefined) return outcome;
  // A result that was lost is a failure, unless the run has found a worse one: its exit code stays.
  const isVerdict = outcome.error === undefined && outcome.exitCode !== exitCodes.done;
  return { exitCode: isVerdict ? outcome.exitCode : exitCodeOf(error), error };
}

async function settle(work: () => Promise<number>): Promise<Outcome> {
  try {
    return { exitCode: await work() };
  } catch (error) {
    // The reader of the output went away (`| head`): there is nobody to tell.
    if (isBrokenPipe(error) || errorCode(error) === 'EPIPE')
      return { exitCode: exitCodes.brokenPipe };
    return { exitCode: exitCodeOf(error), error };
  }
}
