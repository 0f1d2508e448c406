import { dirname } from 'node:path';
import { isStoreUrl } from '@create-dump/core';
import type { Setting } from './flag.js';
import type { ProgramNames } from './program-names.js';
import { createSettingCollector } from './setting-collector.js';
import type { SettingsDocument } from './settings-document.js';
import type { SettingTable } from './setting-table.js';
import { shownValue } from './shown-value.js';
import { unknownKey } from './unknown-key.js';

export interface TableContext {
  readonly from: 'user file' | 'project file';
  /** Of the file. Absolute. */
  readonly path: string;
  readonly document: SettingsDocument;
  readonly homeDirectory: string;
  readonly known: SettingTable;
  /** The keys that lead to the table; empty for the top level. */
  readonly prefix: readonly string[];
  /** The profile that the table is, if it is one. */
  readonly profile?: string | undefined;
  /** Keys that aren't settings. */
  readonly others?: readonly string[];
}

/** A foreign tree's file must not make every path be compared with any number of patterns. */
const mostItems = 10_000;

/** Reads and checks one table of a settings file. */
export function readSettingsTable(table: unknown, context: TableContext) {
  const { from, path, document, homeDirectory, known, prefix, profile, others = [] } = context;
  const collector = createSettingCollector({ directory: dirname(path), homeDirectory });
  const issueAt = (keys: readonly (string | number)[]) => ({
    place: document.placeOf([...prefix, ...keys]).place,
    key: keys.length === 0 && prefix.length === 0 ? undefined : shownKey([...prefix, ...keys]),
  });
  if (!isTable(table)) {
    const message = `must be a table of settings, not ${shownValue(table)}`;
    collector.complain({ ...issueAt([]), message });
    return collector;
  }
  for (const [key, value] of Object.entries(table)) {
    if (others.includes(key)) continue;
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
    const obstacle = from === 'project file' ? obstacleOf(setting, value) : undefined;
    if (obstacle !== undefined) {
      collector.complain({ ...issueAt([key]), message: refusal(setting, obstacle, known.names) });
      continue;
    }
    const { line } = document.placeOf([...prefix, key]);
    collector.add(setting, value, {
      origin: { from, path, line, profile },
      issueAt: (at) => issueAt(at === undefined ? [key] : [key, at]),
    });
  }
  return collector;
}

function obstacleOf({ kind, notInProjectFile }: Setting, value: unknown): string | undefined {
  const isLocal = typeof value !== 'string' || !isStoreUrl(value);
  return kind.type === 'path' && kind.orStore === true && isLocal ? undefined : notInProjectFile;
}

/** Says why, and where the setting can be set instead. */
function refusal({ key, flag }: Setting, obstacle: string, names: ProgramNames): string {
  const variable = `${names.environmentPrefix}${key.toUpperCase()}`;
  const elsewhere = `--${flag}, ${variable} or the user's own file`;
  return `can't be set by a project's file: ${obstacle}. Use ${elsewhere}`;
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

/** `profiles.nightly.exclude[2]` */
export function shownKey(path: readonly (string | number)[]): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`;
      const shown = /^[\w$-]{1,60}$/.test(part) ? part : shownValue(part);
      return at === 0 ? shown : `.${shown}`;
    })
    .join('');
}
