import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll } from 'vitest';

export type ErrorName = keyof typeof constants.errno;

/** How to interfere with the system calls of a program. */
interface Interference {
  /** Only calls on files below it are counted. */
  readonly directory: string;
  /** The number of the call to interfere with, counted from 1. */
  readonly at?: number;
  /** Default: calls are only listed. */
  readonly action?: 'kill-before' | 'kill-after' | 'short' | ErrorName;
}

export interface FaultRig {
  /** The environment variables that apply the interference to a program. */
  environment(interference: Interference): Record<string, string>;
  /** The calls of all programs that ran without interference so far. */
  listedCalls(): string[];
}

/** The compiler; undefined without gcc or /proc, where the rig can't work. */
export const rigCompiler = existsSync('/proc/self/fd') ? findTool('gcc') : undefined;

/** Compiles the rig, once for each test file. */
export function useFaultRig(): FaultRig {
  let directory: ReturnType<typeof temporaryDirectory> | undefined;
  const own = (name: string) => join(directory?.path ?? '', name);
  beforeAll(() => {
    if (rigCompiler === undefined) return;
    directory = temporaryDirectory();
    const source = fileURLToPath(new URL('./fault-rig.c', import.meta.url));
    execFileSync(rigCompiler, ['-shared', '-fPIC', '-o', own('rig.so'), source, '-ldl']);
  });
  afterAll(() => directory?.[Symbol.dispose]());
  return {
    environment: ({ directory, at = 0, action }) => ({
      LD_PRELOAD: own('rig.so'),
      RIG_PATH: directory,
      ...(action === undefined
        ? { RIG_LOG: own('log') }
        : { RIG_AT: String(at), RIG_ACTION: String(errorNumbers.get(action) ?? action) }),
    }),
    listedCalls: () => readFileSync(own('log'), 'utf8').trim().split('\n'),
  };
}

const errorNumbers = new Map<string, number>(Object.entries(constants.errno));
