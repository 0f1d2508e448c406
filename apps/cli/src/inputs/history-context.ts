import type { Observe } from '@create-dump/core';
import { createRunId } from '@create-dump/files';
import type { World } from '../process/world.js';

/** What `@create-dump/snapshots` needs to look into snapshots. */
export function historyContext(world: World, observe?: Observe) {
  const { pid, hostname, temporaryDirectory: spoolDirectory, signal } = world;
  const runId = createRunId({ pid, hostname, now: world.now() });
  return { spoolDirectory, signal, runId, ...(observe && { observe }) };
}
