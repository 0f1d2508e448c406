/*
 * The configuration of the service: `loadConfiguration` (here) reads the file with the machinery of `@create-dump/config`, whose
 * definitions are in `run-settings`, and turns each table `[run.NAME]` into a run with its schedule, its command and the arguments that a
 * command line would give. Everything that can be wrong with it is found before anything runs.
 */
import { dirname, resolve } from 'node:path';
import type { Arguments } from '@create-dump/command-line';
import { toArgument } from '@create-dump/commands';
import {
  loadSections,
  type Section,
  type SettingDefinition,
  type SettingLayer,
  settings,
} from '@create-dump/config';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { type LogLevel, logLevels } from '@create-dump/observing';
import { createSchedule } from '@create-dump/schedules';
import { checkRun } from './check-run.js';
import { checkSection } from './check-section.js';
import type { Configuration, ConfiguredRun } from './configuration.js';
import { readListen } from './read-listen.js';
import { commandOf, runSettings } from './run-settings.js';

export interface ConfigurationSource {
  readonly cwd: string;
  readonly homeDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const serviceSettings: readonly SettingDefinition[] = [
  {
    key: 'listen',
    kind: { type: 'text' },
    check: (value) =>
      readListen(String(value)) === undefined
        ? 'an address and a port, such as "127.0.0.1:9464" or "[::1]:9464"'
        : undefined,
  },
  { key: 'state', kind: { type: 'path' } },
  { key: 'log_level', kind: { type: 'choice', choices: logLevels } },
];

/** @throws {CreateDumpError} `CONFIG_INVALID` with file, line and key of each problem. */
export async function loadConfiguration(
  file: string,
  { cwd, homeDirectory, env }: ConfigurationSource,
): Promise<Configuration> {
  const path = resolve(cwd, file);
  const { top, sections } = loadSections({
    path,
    homeDirectory,
    program: 'create-dump-batch',
    top: serviceSettings,
    section: 'run',
    definitionsOf: (table) => runSettings(commandOf(table)),
    check: checkSection,
  });
  if (sections.length === 0) {
    const message = `${displayPath(path)}: there is no run: add a table such as [run.nightly]`;
    throw new CreateDumpError('CONFIG_INVALID', message);
  }
  const directory = dirname(path);
  const runs = sections.map(toRun);
  for (const run of runs) await checkRun(run, { directory, homeDirectory });
  const textOf = (key: string) => {
    const value = top.get(key)?.value;
    return value === undefined ? undefined : String(value);
  };
  return {
    directory,
    listen: readListen(textOf('listen') ?? defaultListen) ?? { host: '127.0.0.1', port: 0 },
    // systemd names the directories of StateDirectory=, separated by colons.
    state: textOf('state') ?? env['STATE_DIRECTORY']?.split(':', 1)[0],
    logLevel: (textOf('log_level') ?? 'info') as LogLevel,
    runs,
  };
}

const defaultListen = '127.0.0.1:9464';

/** Settings of a run that aren't options of its command. */
const own: ReadonlySet<string> = new Set([
  'schedule',
  'timezone',
  'catch_up',
  'command',
  'audit',
  'before_run',
  'on_result',
]);

function toRun(section: Section): ConfiguredRun {
  const { name, values } = section;
  const textOf = (key: string) => String(values.get(key)?.value ?? '');
  const command = commandOf(
    Object.fromEntries([...values].map(([key, { value }]) => [key, value])),
  );
  const timezone = textOf('timezone');
  const given: Arguments = {
    ...(values.has('audit') && { dir: textOf('audit') }),
    ...hookTexts(values),
    ...Object.fromEntries(
      [...values].flatMap(([key, { value }]) => {
        const flag = settings.find((one) => one.key === key)?.flag ?? key.replaceAll('_', '-');
        const argument = toArgument(value, command.definition.options[flag] ?? {});
        return own.has(key) || argument === undefined ? [] : [[flag, argument] as const];
      }),
    ),
  };
  return {
    name,
    command,
    given,
    section,
    hooks: {
      beforeRun: programOf(values, 'before_run'),
      onResult: programOf(values, 'on_result'),
    },
    timezone,
    schedule: createSchedule({ pattern: textOf('schedule'), timezone }),
    catchUp: textOf('catch_up') === 'none' ? 'none' : 'once',
  };
}

function programOf(values: SettingLayer, key: string): readonly [string, ...string[]] | undefined {
  const value = values.get(key)?.value;
  const [program, ...words] = Array.isArray(value) ? (value as readonly string[]) : [];
  return program === undefined ? undefined : [program, ...words];
}

/** For the options that need a command of a hook. */
function hookTexts(values: SettingLayer): Arguments {
  const keys = ['before_run', 'on_result'].filter((key) => programOf(values, key) !== undefined);
  return Object.fromEntries(
    keys.map((key) => [key.replaceAll('_', '-'), programOf(values, key)?.join(' ')]),
  );
}
