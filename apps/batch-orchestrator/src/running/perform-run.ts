/*
 * One run: `performRun` (here) gives a command of `@create-dump/commands` its arguments and a world, and returns its exit code;
 * `captureOutput` takes its document, and `outcomeOf` names how it ended.
 */
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Arguments } from '@create-dump/command-line';
import {
  type Action,
  completeArguments,
  type HooksRequest,
  readHookArguments,
  readMetricsArguments,
  runObserved,
  type World,
} from '@create-dump/commands';
import type { ObservedRun } from '@create-dump/observing';
import type { ConfiguredRun } from '../configuration/configuration.js';
import type { ServiceProcess } from './service-process.js';

export interface RunOptions extends Omit<ObservedRun, 'command' | 'metrics'> {
  /** Where relative paths begin. */
  readonly directory: string;
}

/** Does a run with the settings that apply to what it dumps now; returns the exit code of its command. */
export async function performRun(
  run: ConfiguredRun,
  { directory, ...observed }: RunOptions,
  process: ServiceProcess,
): Promise<number> {
  const { command } = run;
  const world: World = {
    ...process,
    cwd: directory,
    stdin: Readable.from([]),
    tool: `create-dump-batch ${process.version}`,
    engine: { startThread: (program, options) => new Worker(program, options) },
  };
  const given = observed.output.json ? { ...run.given, json: true } : run.given;
  const { action, ...asked } = await prepare(run, given, world);
  return runObserved(action, { ...observed, ...asked, command: command.definition.name }, world);
}

/** An error of the settings is one of the run, which is logged and has an exit code. */
async function prepare({ command, hooks }: ConfiguredRun, given: Arguments, world: World) {
  try {
    const completed = await completeArguments(command, given, world);
    const { read, settingsFor, origins, warnings } = completed;
    const work = read((argv) => command.toAction(argv, settingsFor, origins));
    const action: Action = async (...context) => {
      const [, observers] = context;
      for (const message of warnings) observers.observe({ type: 'warned', message });
      return work(...context);
    };
    const asked = read(readHookArguments);
    return {
      action,
      metrics: read(readMetricsArguments),
      hooks: asked && withPrograms(asked, hooks),
    };
  } catch (error) {
    const action: Action = () => Promise.reject(error);
    return { action, metrics: undefined, hooks: undefined };
  }
}

function withPrograms(asked: HooksRequest, hooks: ConfiguredRun['hooks']): HooksRequest {
  const { beforeRun = asked.beforeRun, onResult = asked.onResult } = hooks;
  return { ...asked, beforeRun, onResult };
}
