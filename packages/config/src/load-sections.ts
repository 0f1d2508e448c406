import { displayPath } from '@create-dump/core';
import { readTextFile } from '@create-dump/files';
import { mostFileMebibytes } from './document-limits.js';
import { invalidSettings } from './invalid-settings.js';
import { namesOf } from './program-names.js';
import { isTable, readSettingsTable, shownKey } from './read-settings-table.js';
import type { SettingLayer } from './resolve-settings.js';
import type { SettingDefinition } from './setting-definition.js';
import type { SettingIssue } from './setting-issue.js';
import { createSettingTable } from './setting-table.js';
import { readSettingsDocument, type SettingsDocument } from './settings-document.js';
import { shownValue } from './shown-value.js';

export interface LoadSectionsOptions {
  /** The file, absolute: TOML, or JSON if its name ends in `.json`. Its directory is the base of relative paths. */
  readonly path: string;
  readonly homeDirectory: string;
  /** For the program's table in a pyproject.toml or package.json. */
  readonly program: string;
  /** The settings of the top level. */
  readonly top: readonly SettingDefinition[];
  /** What sections are called: `run` for `[run.nightly]`. */
  readonly section: string;
  /** The settings of a section, of which nothing has been checked. */
  readonly definitionsOf: (
    section: Readonly<Record<string, unknown>>,
  ) => readonly SettingDefinition[];
  /** What is wrong with a section whose values are all valid. */
  readonly check?: (name: string, values: SettingLayer) => readonly SectionIssue[];
}

export interface SectionIssue {
  /** Undefined if it concerns the section as a whole. */
  readonly key: string | undefined;
  readonly message: string;
}

/** A table of settings of its own. */
export interface Section {
  readonly name: string;
  readonly values: SettingLayer;
  /** `/etc/nightly.toml:7: run.nightly.dest`, or the section's without a key that it has. */
  readonly describe: (key?: string) => string;
}

export interface LoadedSections {
  readonly top: SettingLayer;
  readonly sections: readonly Section[];
}

/**
 * Loads a file that has, besides settings at its top level, named tables with settings of their own.
 * @throws {CreateDumpError} `CONFIG_INVALID` with a line for each problem; `USAGE` for unusable definitions.
 */
export function loadSections(options: LoadSectionsOptions): LoadedSections {
  const { path, program, section } = options;
  const read = readTextFile(path, mostFileMebibytes);
  if (!('text' in read)) {
    const message = 'wrong' in read ? read.wrong : "doesn't exist";
    throw invalidSettings([{ place: displayPath(path), key: undefined, message }]);
  }
  const document = readSettingsDocument(path, read.text, namesOf(program));
  if ('issue' in document) throw invalidSettings([document.issue]);
  const top = readSettingsTable(document.table ?? {}, {
    ...contextOf(options, document),
    known: createSettingTable(options.top, program),
    prefix: [],
    others: [section, '$schema'],
  });
  const { sections, issues } = readSections(options, document);
  const all = [...top.issues, ...issues];
  if (all.length > 0) throw invalidSettings(all);
  return { top: top.values, sections };
}

function contextOf({ path, homeDirectory }: LoadSectionsOptions, document: SettingsDocument) {
  return { from: 'user file' as const, path, document, homeDirectory };
}

function readSections(options: LoadSectionsOptions, document: SettingsDocument) {
  const { section, program, check } = options;
  const tables = isTable(document.table) ? document.table[section] : undefined;
  if (tables === undefined) return { sections: [], issues: [] };
  if (!isTable(tables)) {
    const message = `must be tables of settings such as [${section}.nightly], not ${shownValue(tables)}`;
    const { place } = document.placeOf([section]);
    return { sections: [], issues: [{ place, key: section, message }] };
  }
  const sections: Section[] = [];
  const issues: SettingIssue[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const prefix = [section, name];
    const placeOf = (key?: string) => {
      const keys = key === undefined ? prefix : [...prefix, key];
      const { place, line } = document.placeOf(keys);
      return {
        place: line === undefined ? document.placeOf(prefix).place : place,
        key: shownKey(keys),
      };
    };
    const { values, issues: own } = readSettingsTable(table, {
      ...contextOf(options, document),
      known: createSettingTable(options.definitionsOf(isTable(table) ? table : {}), program),
      prefix,
    });
    issues.push(...own);
    if (own.length === 0) {
      const more = check?.(name, values) ?? [];
      for (const { key, message } of more) issues.push({ ...placeOf(key), message });
    }
    const describe = (key?: string) => Object.values(placeOf(key)).join(': ');
    sections.push({ name, values, describe });
  }
  return { sections, issues };
}
