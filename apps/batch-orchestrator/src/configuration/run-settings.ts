import {
  archiveCommand,
  auditCommand,
  batchCommand,
  type Command,
  singleCommand,
} from '@create-dump/commands';
import {
  findFlag,
  isSetting,
  type SettingDefinition,
  settings,
  type SettingValue,
} from '@create-dump/config';
import { patternRule, timezoneRule } from '@create-dump/schedules';

/** What a run may do. */
const commands: Readonly<Record<string, Command>> = {
  batch: batchCommand,
  single: singleCommand,
  archive: archiveCommand,
  audit: auditCommand,
};

/** Decided by the service: its log is JSON, and each run gives it a document. */
const decided: ReadonlySet<string> = new Set([
  'json',
  'quiet',
  'progress',
  'color',
  'log-format',
  'log-level',
  'events',
  'list',
  'dry-run',
  'config',
  'profile',
]);

/** Commands of hooks are programs with their arguments: no shell reads them. */
const hookFlags: ReadonlySet<string> = new Set(['before-run', 'on-result']);

function toKey(flag: string): string {
  return flag.replaceAll('-', '_');
}

/** The command of a table `[run.NAME]`, of which nothing has been checked. */
export function commandOf(table: Readonly<Record<string, unknown>>): Command {
  const { command, audit } = table;
  if (audit !== undefined) return auditCommand;
  const name = typeof command === 'string' && Object.hasOwn(commands, command) ? command : 'batch';
  return commands[name] ?? batchCommand;
}

/** The settings of a run: when it is due, and each option of its command under the option's name with `_`. */
export function runSettings(command: Command): readonly SettingDefinition[] {
  const { options, positionals = [] } = command.definition;
  const flags = Object.keys(options).filter((flag) => !decided.has(flag) && !hookFlags.has(flag));
  const places = positionals.map(({ name }) => name).filter((name) => !flags.includes(name));
  return [
    { key: 'schedule', kind: { type: 'text' }, check: ofText(patternRule) },
    { key: 'timezone', kind: { type: 'text' }, check: ofText(timezoneRule) },
    { key: 'catch_up', kind: { type: 'choice', choices: ['once', 'none'] } },
    { key: 'command', kind: { type: 'choice', choices: Object.keys(commands) } },
    { key: 'audit', kind: { type: 'path' } },
    ...places.map((key) => ({ key, kind: { type: 'path' } as const })),
    ...[...hookFlags].map((flag) => ({ key: toKey(flag), kind: { type: 'list' } as const })),
    ...flags.flatMap(definitionsOf),
  ];
}

/** With other spellings of the same option. */
function definitionsOf(name: string): readonly SettingDefinition[] {
  const flag = findFlag(name);
  if (flag === undefined) return [];
  if (isSetting(flag)) return settings.filter((one) => one.flag === name);
  return [{ ...flag, key: toKey(name) }];
}

function ofText(rule: (text: string) => string | undefined) {
  return (value: SettingValue) => (typeof value === 'string' ? rule(value) : undefined);
}
