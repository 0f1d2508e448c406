import { isTable, readSettingsTable } from './read-settings-table.js';
import type { SettingLayer } from './resolve-settings.js';
import type { SettingIssue } from './setting-issue.js';
import { readSettingsDocument, type SettingsDocument } from './settings-document.js';
import type { SettingTable } from './setting-table.js';
import { shownValue } from './shown-value.js';

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

interface Context {
  readonly file: SettingsFile;
  readonly document: SettingsDocument;
  readonly options: ParseOptions;
}

function readTable(
  table: unknown,
  { file, document, options, profile }: Context & { readonly profile: string | undefined },
) {
  return readSettingsTable(table, {
    ...file,
    document,
    homeDirectory: options.homeDirectory,
    known: options.table,
    prefix: profile === undefined ? [] : ['profiles', profile],
    profile,
    others: profile === undefined ? ['profiles', '$schema'] : [],
  });
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
