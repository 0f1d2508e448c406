import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDumpError, type HookName, type Observe } from '@create-dump/core';
import type { Kill } from './end-group.js';
import type { HookCommand } from './hook-command.js';
import { parseHookUrl } from './parse-hook-url.js';
import { postResult } from './post-result.js';
import { runCommand } from './run-command.js';

export interface HooksOptions {
  readonly beforeRun?: HookCommand | undefined;
  readonly onResult?: HookCommand | undefined;
  /** `https:`, or `http:` on this host. May contain credentials: no message shows more than its host. */
  readonly onResultUrl?: string | undefined;
  /** Milliseconds that each command may take. Default: 60,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds that each attempt to send the result may take. Default: 10,000. */
  readonly urlTimeout?: number;
  /** Absolute directory in which commands run. */
  readonly cwd: string;
  /** The environment of commands, to which the hook's variables are added. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Name and version of the program, which servers see. */
  readonly userAgent: string;
  readonly kill: Kill;
  /** Gets the output of commands, and how each hook ended. */
  readonly observe: Observe;
  /** Stops a hook. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or once the signal is aborted. Default: by timers. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Returns a number from 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
}

/** The result of a run, as hooks get it. */
export interface HookResult {
  /** What `--json` prints. Commands read it from standard input, and servers get it as the body. */
  readonly document: string;
  /** A word, such as `done` or `failed`: `CREATE_DUMP_OUTCOME`. */
  readonly outcome: string;
  readonly exitCode: number;
  /** Absolute path of what the run has written; empty if there is none: `CREATE_DUMP_REPORT`. */
  readonly report: string;
}

export interface Hooks {
  /**
   * Runs the command that must succeed before any work.
   * @throws {CreateDumpError} `HOOK_FAILED`; or rejects with the signal's reason.
   */
  readonly beforeRun: () => Promise<void>;
  /** Tells the result. Returns a sentence for each hook that failed. Rejects with the signal's reason. */
  readonly onResult: (result: HookResult) => Promise<readonly string[]>;
}

const defaultTimeout = 60_000;
const defaultUrlTimeout = 10_000;

/**
 * Binds the hooks of a run.
 * @throws {CreateDumpError} `USAGE` if the URL is invalid.
 */
export function createHooks(options: HooksOptions): Hooks {
  const { beforeRun, onResult, onResultUrl, observe, userAgent } = options;
  const { signal, wait = waitByTimers, random = Math.random } = options;
  const url = onResultUrl === undefined ? undefined : parseHookUrl(onResultUrl);
  const finish = (hook: HookName, problem: string | undefined) => {
    observe({ type: 'hook-finished', hook, succeeded: problem === undefined });
    return problem === undefined ? [] : [problem];
  };
  const run = async (hook: HookName, command: HookCommand, result?: HookResult) =>
    finish(hook, await runHook({ hook, command, result }, options));
  const send = async (hook: HookName, { document }: HookResult) => {
    if (url === undefined) return [];
    const timeout = options.urlTimeout ?? defaultUrlTimeout;
    const onRetry = (why: string) =>
      observe({ type: 'retried', what: 'on-result-url', why: `${url.shown}: ${why}` });
    const why = await postResult({
      url,
      document,
      userAgent,
      timeout,
      signal,
      wait,
      random,
      onRetry,
    });
    return finish(hook, why && `The result was not sent to ${url.shown} (--${hook}): ${why}.`);
  };
  return {
    async beforeRun() {
      if (beforeRun === undefined) return;
      const [problem] = await run('before-run', beforeRun);
      if (problem === undefined) return;
      throw new CreateDumpError('HOOK_FAILED', `${problem} Nothing was done.`);
    },
    async onResult(result) {
      const told = onResult === undefined ? [] : await run('on-result', onResult, result);
      return [...told, ...(await send('on-result-url', result))];
    },
  };
}

interface HookRun {
  readonly hook: HookName;
  readonly command: HookCommand;
  readonly result: HookResult | undefined;
}

/** Returns a sentence about what went wrong, or undefined. */
async function runHook(
  { hook, command, result }: HookRun,
  { timeout = defaultTimeout, environment, observe, ...options }: HooksOptions,
): Promise<string | undefined> {
  const { cwd, kill, signal } = options;
  const onLine = (text: string) => observe({ type: 'hook-output', hook, text });
  const { problem, leftProcess } = await runCommand({
    command,
    cwd,
    kill,
    signal,
    timeout,
    onLine,
    input: result?.document,
    environment: { ...environment, ...variablesOf(hook, result) },
  });
  if (leftProcess) {
    onLine('(a process that the command left behind kept its output open; it was told to end)');
  }
  if (problem === undefined) return undefined;
  const hint = problem.startsWith('took longer') ? ' Raise --hook-timeout, or do less in it.' : '';
  return `The command of --${hook} ${problem}.${hint}`;
}

/** Names of variables that hooks get. A program that finds the first one runs no hooks, or they would start one another for ever. */
function variablesOf(
  hook: HookName,
  result: HookResult | undefined,
): Readonly<Record<string, string>> {
  return {
    CREATE_DUMP_HOOK: hook,
    ...(result && {
      CREATE_DUMP_OUTCOME: result.outcome,
      CREATE_DUMP_EXIT_CODE: String(result.exitCode),
      CREATE_DUMP_REPORT: result.report,
    }),
  };
}

async function waitByTimers(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
