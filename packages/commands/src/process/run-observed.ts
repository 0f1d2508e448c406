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
import { outputFailure } from './output-failure.js';
import { watchOutput } from './watch-output.js';
import type { World } from './world.js';

/** Runs a command's action with its observers; returns the exit code. Rejects only if the observers can't be opened. */
export async function runObserved<W extends World>(
  action: Action<W>,
  run: ObservedRun,
  world: W,
): Promise<number> {
  await using observers = await openObservers(run, world);
  const outcome = await tryAction(() => action(world, observers), world);
  if (run.output.json && outcome.error !== undefined) {
    observers.settle();
    world.stdout.write(errorDocument(run.command, outcome));
  }
  await observers.finish(outcome);
  return outcome.exitCode;
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
