import type { SectionIssue, SettingLayer } from '@create-dump/config';

/** What a table `[run.NAME]` lacks, whose values are valid. */
export function checkSection(name: string, values: SettingLayer): readonly SectionIssue[] {
  const missing = (key: string, why: string): readonly SectionIssue[] =>
    values.has(key) ? [] : [{ key: undefined, message: `${key} is missing: ${why}` }];
  return [
    ...checkName(name),
    ...missing('schedule', 'five fields as in crontab(5), such as "30 2 * * *"'),
    ...missing('timezone', 'the time zone of the schedule, such as "UTC" or "Europe/Berlin"'),
    ...checkPlaces(values, missing),
  ];
}

/** A name is the value of a label, a key of the history and a word of the command line. */
function checkName(name: string): readonly SectionIssue[] {
  if (/^[a-z0-9][a-z0-9_-]{0,59}$/u.test(name)) return [];
  const message = 'a name consists of up to 60 lower-case letters, digits, "-" and "_"';
  return [{ key: undefined, message }];
}

type Missing = (key: string, why: string) => readonly SectionIssue[];

/** A service has no working directory that could be the default. */
function checkPlaces(values: SettingLayer, missing: Missing): readonly SectionIssue[] {
  const command = values.get('command')?.value ?? (values.has('audit') ? 'audit' : 'batch');
  if (values.has('audit')) {
    const isOther = command !== 'audit' || values.has('dir');
    const message =
      'audit is the directory of a run with the command "audit": leave out dir and command';
    return isOther ? [{ key: 'audit', message }] : [];
  }
  if (command === 'archive' || command === 'audit') {
    return missing('dir', 'the directory of the snapshots');
  }
  const hasOutput = command === 'single' && values.has('output');
  return [
    ...missing('root', 'the directory to dump'),
    ...(hasOutput ? [] : missing('dest', 'the directory of the dumps')),
  ];
}
