import { completeArguments, readHookArguments, readMetricsArguments } from '@create-dump/commands';
import { settings } from '@create-dump/config';
import { CreateDumpError } from '@create-dump/core';
import type { ConfiguredRun } from './configuration.js';

interface CheckContext {
  readonly directory: string;
  readonly homeDirectory: string;
}

/**
 * Lets a run's command read its arguments, as it will when the run is due; settings files of what is dumped aren't read.
 * @throws {CreateDumpError} `CONFIG_INVALID` with file, line and key of what the command refuses.
 */
export async function checkRun(run: ConfiguredRun, context: CheckContext): Promise<void> {
  const { command, given } = run;
  const { directory: cwd, homeDirectory } = context;
  try {
    const alone = { ...given, config: false };
    const world = { cwd, env: {}, homeDirectory };
    const { read, settingsFor, origins } = await completeArguments(command, alone, world);
    read((argv) => command.toAction(argv, settingsFor, origins));
    read(readMetricsArguments);
    read(readHookArguments);
  } catch (error) {
    if (!(error instanceof CreateDumpError) || error.code !== 'USAGE') throw error;
    throw new CreateDumpError('CONFIG_INVALID', inKeys(error.message, run), { cause: error });
  }
}

/** A message about options as one about keys, at the first key that the run has. */
function inKeys(message: string, { section }: ConfiguredRun): string {
  const keys: string[] = [];
  const text = message.replaceAll(/--([a-z][a-z-]*)/gu, (_, flag: string) => {
    const key = settings.find((one) => one.flag === flag)?.key ?? flag.replaceAll('-', '_');
    keys.push(key);
    return key;
  });
  const key = keys.find((one) => section.values.has(one));
  return `${section.describe(key)}: ${text}`;
}
