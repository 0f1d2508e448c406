/*
 * `create-dump config show`, `schema` and `init`. `show` prints the effective settings with their origins (here), `schema` the JSON
 * Schema of @create-dump/config, and `init` writes a settings file from a template and the user's answers.
 */
import type { Arguments } from '@create-dump/command-line';
import { exitCodes, redactCredentials, writeAll } from '@create-dump/observing';
import {
  formatOrigin,
  type LoadedSettings,
  loadSettings,
  type Setting,
  type SettingValue,
  settings,
} from '@create-dump/config';
import { displayPath, type Observe } from '@create-dump/core';
import { readSettingsSource, settingsDirectory } from '@create-dump/commands';
import type { World } from '../../process/world.js';

export interface ConfigShowRequest {
  readonly root: string;
  readonly json: boolean;
  /** The whole command line, since options are a source of settings, too. */
  readonly given: Arguments;
}

/** Prints the effective settings for a root; returns the exit code. */
export async function runConfigShow(
  { json, given }: ConfigShowRequest,
  world: World,
  observe: Observe,
): Promise<number> {
  const { file, profile } = readSettingsSource(given, world);
  const loaded = await loadSettings({
    root: settingsDirectory(given, world.cwd),
    environment: world.env,
    homeDirectory: world.homeDirectory,
    flags: given,
    ...(file !== undefined && { file }),
    ...(profile !== undefined && { profile }),
  });
  for (const message of loaded.warnings) observe({ type: 'warned', message });
  const shown = { ...loaded, values: withoutCredentials(loaded.values) };
  await writeAll(world.stdout, json ? toJson(shown) : toTable(shown));
  return exitCodes.done;
}

const shownSettings = settings.filter(({ spells }) => spells === undefined);

/** Addresses and commands may contain passwords, and the path of a webhook is one. */
function withoutCredentials(values: LoadedSettings['values']): LoadedSettings['values'] {
  const shown = shownSettings.map(({ key, kind, isSecret }) => {
    const value = values[key] ?? null;
    const mayHoldSome = kind.type === 'url' || kind.type === 'text';
    if (!mayHoldSome || typeof value !== 'string') return [key, value] as const;
    return [key, isSecret ? hostOf(value) : redactCredentials(value)] as const;
  });
  return Object.fromEntries(shown);
}

function hostOf(address: string): string {
  return `${new URL(address).origin}/[redacted]`;
}

function toJson({ values, origins, files }: LoadedSettings): string {
  const entries = shownSettings.map(({ key }) => [
    key,
    { value: values[key] ?? null, origin: origins[key] },
  ]);
  const document = { command: 'config show', files, settings: Object.fromEntries(entries) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toTable({ values, origins }: LoadedSettings): string {
  const rows = shownSettings.map((setting) => [
    setting.key,
    toText(values[setting.key] ?? null, setting),
    formatOrigin(origins[setting.key] ?? { from: 'default' }),
  ]);
  const table = [['KEY', 'VALUE', 'ORIGIN'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const toLine = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return table.map((row) => `${toLine(row).trimEnd()}\n`).join('');
}

/** The value in TOML syntax, or its default in parentheses. */
function toText(value: SettingValue | null, { defaultText }: Setting): string {
  if (value === null) return `(${defaultText ?? 'none'})`;
  if (typeof value === 'object') return `[${value.map(quote).join(', ')}]`;
  return typeof value === 'string' ? quote(value) : String(value);
}

function quote(text: string): string {
  return `"${displayPath(text).replaceAll('"', String.raw`\"`)}"`;
}
