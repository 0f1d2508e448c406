import { createRenderPool, type RenderPool } from '@create-dump/dumping';
import type { World } from './world.js';

export interface PoolRequest {
  /** How many threads to use on this machine. */
  readonly workers: (world: World) => number;
  /** Bytes of memory for each. Default: the pool's. */
  readonly memory?: number | undefined;
}

/** The render threads that a command line asks for; undefined if it wants none. */
export function openRenderPool(
  { workers, memory }: PoolRequest,
  world: World,
): RenderPool | undefined {
  const threads = workers(world);
  if (threads === 0) return undefined;
  return createRenderPool({
    threads,
    ...(memory !== undefined && { memory }),
    startThread: (options) => world.engine.startThread(world.renderScript, options),
  });
}
