import { type Arguments, readDuration, readText } from '@create-dump/command-line';

/** What a run calls before and after its work. */
export interface HooksRequest {
  /** A text for a shell, or a program with its arguments. */
  readonly beforeRun?: string | readonly [string, ...string[]] | undefined;
  readonly onResult?: string | readonly [string, ...string[]] | undefined;
  /** Not validated. May contain a password: never print it. */
  readonly onResultUrl?: string | undefined;
  /** Milliseconds for each command. Default: a minute. */
  readonly timeout?: number | undefined;
}

/**
 * Reads the hook options. Undefined if there are no hooks, and with `--dry-run` or `--list`, which do no work. Throws `USAGE` naming
 * the option.
 */
export function readHookArguments(argv: Arguments): HooksRequest | undefined {
  const request = {
    beforeRun: readText(argv, 'before-run'),
    onResult: readText(argv, 'on-result'),
    onResultUrl: readText(argv, 'on-result-url'),
    timeout: readDuration(argv, 'hook-timeout'),
  };
  const { beforeRun, onResult, onResultUrl } = request;
  const isWanted = [beforeRun, onResult, onResultUrl].some((one) => one !== undefined);
  const isWork = argv['dry-run'] !== true && argv['list'] !== true;
  return isWanted && isWork ? request : undefined;
}
