import { guessOutput } from './command-line/guess-output.js';
import { parseCommandLine } from './command-line/parse-command-line.js';
import { watchOutput } from '@create-dump/commands';
import type { World } from './process/world.js';

/** Runs one command line; returns the exit code. Never rejects. */
export async function runCli(world: World): Promise<number> {
  let invocation;
  try {
    invocation = await parseCommandLine(world);
  } catch (error) {
    return failWith(error, world);
  }
  if (invocation.kind === 'text') {
    return await printText(invocation.text, world);
  }
  const { action, ...run } = invocation;
  try {
    world.engine.tune();
    const { runObserved } = await import('./run-observed.js');
    return await runObserved(action, run, world);
  } catch (error) {
    return failWith(error, world);
  }
}

async function printText(text: string, world: World): Promise<number> {
  const watch = watchOutput(world.stdout);
  world.stdout.write(`${text}\n`);
  const failure = await watch.flushed();
  if (failure === undefined) return 0;
  const { outputFailure } = await import('./run-observed.js');
  const error = outputFailure(failure);
  return error === undefined ? 0 : failWith(error, world);
}

/** Reports an error that occurred before the run's observers were open. */
async function failWith(error: unknown, world: World): Promise<number> {
  const { runObserved } = await import('./run-observed.js');
  const fail = async () => {
    throw error;
  };
  return runObserved(fail, { command: 'create-dump', output: guessOutput(world) }, world);
}
