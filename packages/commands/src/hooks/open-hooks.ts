/*
 * The hooks of a run (@create-dump/hooks), which is loaded only if there are any. `openHooks` takes what the options ask for and gives
 * what the command runs before its work, and what it tells afterwards; `outcomeWord` names an exit code for scripts.
 */
import {
  documentText,
  errorDocument,
  exitCodeOf,
  exitCodes,
  type Observers,
  type Outcome,
} from '@create-dump/observing';
import type { World } from '../process/world.js';
import type { HooksRequest } from './hook-arguments.js';
import { outcomeWord } from './outcome-word.js';

export interface RunHooks {
  /** @throws {CreateDumpError} `HOOK_FAILED`; or rejects with the signal's reason. */
  readonly beforeRun: () => Promise<void>;
  /** Tells how the run ended, and returns how it ends with its hooks. Never rejects. */
  readonly tell: (outcome: Outcome) => Promise<Outcome>;
}

/**
 * Binds the hooks of a run; undefined if it has none, and if a hook of another run has started it: hooks that run the program would start
 * one another for ever.
 * @throws {CreateDumpError} `USAGE` if the URL is invalid.
 */
export async function openHooks(
  request: HooksRequest | undefined,
  { command, observers }: { readonly command: string; readonly observers: Observers },
  world: World,
): Promise<RunHooks | undefined> {
  if (request === undefined) return undefined;
  const { cwd, env, signal, kill, version } = world;
  const { observe } = observers;
  if ((env['CREATE_DUMP_HOOK'] ?? '') !== '') {
    observe({
      type: 'warned',
      message: 'A hook has started this run, so it runs no hooks itself.',
    });
    return undefined;
  }
  const { createHooks } = await import('@create-dump/hooks');
  const userAgent = `create-dump/${version}`;
  const hooks = createHooks({
    ...request,
    cwd,
    environment: env,
    userAgent,
    kill,
    observe,
    signal,
  });
  return {
    beforeRun: hooks.beforeRun,
    async tell(outcome) {
      // A stopped run must end within a second.
      if (signal.aborted) return outcome;
      const { exitCode } = outcome;
      const result = observers.result();
      const isWhole = outcome.error === undefined && result !== undefined;
      const document = isWhole ? result.document() : failureDocument(command, outcome);
      const report = result?.report ?? '';
      try {
        const failures = await hooks.onResult({
          document,
          outcome: outcomeWord(exitCode),
          exitCode,
          report,
        });
        for (const message of failures) {
          observe({ type: 'problem-found', code: 'HOOK_FAILED', message });
        }
        const isPartly = failures.length > 0 && exitCode === exitCodes.done;
        return isPartly ? { ...outcome, exitCode: exitCodes.partly } : outcome;
      } catch (error) {
        return { exitCode: exitCodeOf(error), error };
      }
    },
  };
}

function failureDocument(command: string, outcome: Outcome): string {
  const { error, exitCode } = outcome;
  return error === undefined
    ? documentText(command, { exitCode })
    : errorDocument(command, outcome);
}
