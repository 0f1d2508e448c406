import { isBrokenPipe } from '@create-dump/publisher';
import { parseCommandLine } from './command-line.js';
import { exitCodeOf, exitCodes } from './exit-code.js';
import type { World } from './world.js';

/** Runs one command line to its end; returns the exit code. Never rejects. */
export async function runCli(world: World): Promise<number> {
  try {
    const invocation = await parseCommandLine(world.args, world.version);
    if (invocation.kind === 'action') return await invocation.action(world);
    world.stdout.write(`${invocation.text}\n`);
    return 0;
  } catch (error) {
    if (isBrokenPipe(error) || isEpipe(error)) return exitCodes.brokenPipe;
    world.stderr.write(`create-dump: ${messageOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isEpipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
