import { dirname } from 'node:path';
import type { Setting } from './flag.js';
import type { ProgramNames } from './program-names.js';
import type { SettingLayer } from './resolve-settings.js';
import { createSettingCollector } from './setting-collector.js';
import type { SettingIssue } from './setting-issue.js';
import { readSettingsDocument, type SettingsDocument } from './settings-document.js';
import type { SettingTable } from './setting-table.js';
import { shownValue } from './shown-value.js';
import { unknownKey } from './unknown-key.js';

/** The text of a settings file. */
export interface SettingsFile {
  readonly from: 'user file' | 'project file';
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

export interface ParsedSettingsFile {
  readonly layer: SettingLayer;
  /** Names of its profiles. */
  readonly profiles: readonly string[];
  readonly issues: readonly SettingIssue[];
}

export interface ParseOptions {
  /** Its values override those of the top level. */
  readonly profile: string | undefined;
  readonly homeDirectory: string;
  readonly table: SettingTable;
}

/** Reads and checks a whole file, including profiles that aren't selected. */
export function parseSettingsFile(file: SettingsFile, options: ParseOptions): ParsedSettingsFile {
  const document = readSettingsDocument(file.path, file.text, options.table.names);
  if ('issue' in document) return { layer: new Map(), profiles: [], issues: [document.issue] };
  const top = readTable(document.table, { file, document, options, profile: undefined });
  const profiles = readProfiles({ file, document, options });
  const chosen = profiles.tables.find(({ name }) => name === options.profile);
  return {
    layer: new Map([...top.values, ...(chosen?.read.values ?? [])]),
    profiles: profiles.tables.map(({ name }) => name),
    issues: [
      ...top.issues,
      ...profiles.issues,
      ...profiles.tables.flatMap(({ read }) => read.issues),
    ],
  };
}

/** A foreign tree's file must not make every path be compared with any number of patterns. */
const mostItems = 10_000;

interface Context {
  readonly file: SettingsFile;
  readonly document: SettingsDocument;
  readonly options: ParseOptions;
}

function readTable(
  table: unknown,
  { file, document, options, profile }: Context & { readonly profile: string | undefined },
) {
  const prefix = profile === undefined ? [] : ['profiles', profile];
  const { homeDirectory, table: known } = options;
  const collector = createSettingCollector({ directory: dirname(file.path), homeDirectory });
  const issueAt = (path: readonly (string | number)[]) => ({
    place: document.placeOf([...prefix, ...path]).place,
    key: path.length === 0 && prefix.length === 0 ? undefined : shownKey([...prefix, ...path]),
  });
  if (!isTable(table)) {
    const message = `must be a table of settings, not ${shownValue(table)}`;
    collector.complain({ ...issueAt([]), message });
    return collector;
  }
  for (const [key, value] of Object.entries(table)) {
    if (profile === undefined && (key === 'profiles' || key === '$schema')) continue;
    const setting = known.find(key);
    if (setting === undefined) {
      // Suggestions are slow to compute, and nobody reads the rest.
      const message =
        collector.issues.length < 100 ? unknownKey(key, known) : 'there is no such key';
      collector.complain({ ...issueAt([key]), message });
      continue;
    }
    if (Array.isArray(value) && value.length > mostItems) {
      const message = `has ${value.length} items; the most is ${mostItems}`;
      collector.complain({ ...issueAt([key]), message });
      continue;
    }
    if (file.from === 'project file' && setting.notInProjectFile !== undefined) {
      collector.complain({ ...issueAt([key]), message: refusal(setting, known.names) });
      continue;
    }
    const { line } = document.placeOf([...prefix, key]);
    collector.add(setting, value, {
      origin: { from: file.from, path: file.path, line, profile },
      issueAt: (at) => issueAt(at === undefined ? [key] : [key, at]),
    });
  }
  return collector;
}

/** Says why, and where the setting can be set instead. */
function refusal({ key, flag, notInProjectFile }: Setting, names: ProgramNames): string {
  const variable = `${names.environmentPrefix}${key.toUpperCase()}`;
  const elsewhere = `--${flag}, ${variable} or the user's own file`;
  return `can't be set by a project's file: ${notInProjectFile ?? ''}. Use ${elsewhere}`;
}

function readProfiles(context: Context) {
  const { table, placeOf } = context.document;
  const profiles = isTable(table)
    ? Object.entries(table).find(([key]) => key === 'profiles')
    : undefined;
  if (profiles === undefined) return { tables: [], issues: [] };
  if (!isTable(profiles[1])) {
    const message = `must be tables of settings such as [profiles.nightly], not ${shownValue(profiles[1])}`;
    return {
      tables: [],
      issues: [{ place: placeOf(['profiles']).place, key: 'profiles', message }],
    };
  }
  const tables = Object.entries(profiles[1]).map(([name, values]) => ({
    name,
    read: readTable(values, { ...context, profile: name }),
  }));
  return { tables, issues: [] };
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

/** `profiles.nightly.exclude[2]` */
function shownKey(path: readonly (string | number)[]): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`;
      const shown = /^[\w$-]{1,60}$/.test(part) ? part : shownValue(part);
      return at === 0 ? shown : `.${shown}`;
    })
    .join('');
}
