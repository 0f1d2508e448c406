import { isAbsolute, join } from 'node:path';
import { displayPath } from '@create-dump/core';
import { readTextFile } from '@create-dump/files';
import { mostFileMebibytes } from './document-limits.js';
import { findProjectFile } from './find-project-file.js';
import { invalidSettings } from './invalid-settings.js';
import { nearest } from './nearest.js';
import type { SettingsFile } from './parse-settings-file.js';
import { hasSettingVariables, type ProgramNames } from './program-names.js';
import { resolveSettings, type ResolvedSettings, type SettingLayer } from './resolve-settings.js';
import type { SettingDefinition } from './setting-definition.js';
import { createSettingTable, type SettingTable } from './setting-table.js';
import type { Setting } from './flag.js';
import type { SettingIssue } from './setting-issue.js';

export interface LoadSettingsOptions<
  T extends readonly SettingDefinition[] = readonly SettingDefinition[],
> {
  /** Absolute directory from which the project file is searched for upwards. */
  readonly root: string;
  /** A second such directory, whose project file has lower precedence: the root of a batch, for one of its projects. */
  readonly outerRoot?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** An absolute path to use instead of the project file; false: read no file, not even the user file. */
  readonly file?: string | false;
  /** The profile whose values override the others in each file that has it. */
  readonly profile?: string;
  /** Values from the command line, by flag: texts, booleans, lists of texts. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** The settings that there are: your own, `[...settings, …]` for those of create-dump as well. Default: `settings`. */
  readonly settings?: T;
  /** Names files, tables and variables: `nightly` for nightly.toml, `[tool.nightly]` and NIGHTLY_…. Default: `create-dump`. */
  readonly program?: string;
}

export interface LoadedSettings<
  T extends readonly SettingDefinition[] = readonly Setting[],
> extends ResolvedSettings<T> {
  /** The files that were read, by precedence. */
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Loads and checks the settings of all sources, by precedence: flags, environment, project file, user file, defaults. Parsers and
 * checks are loaded only if a source needs them.
 * @throws {CreateDumpError} `CONFIG_INVALID` with a line for each problem in any source; `USAGE` for unusable definitions.
 */
export async function loadSettings<
  const T extends readonly SettingDefinition[] = readonly Setting[],
>(options: LoadSettingsOptions<T>): Promise<LoadedSettings<T>> {
  const table = createSettingTable(options.settings, options.program);
  const { files, ...found } = await findFiles(options, table.names);
  const sources = [
    ...(await readFlags(options, table)),
    ...(await readEnvironment(options, table)),
    ...(await readFiles(files, options, table)),
  ];
  const profiles = sources.flatMap((source) => source.profiles ?? []);
  const issues = [
    found.issues,
    ...sources.map((source) => source.issues),
    missingProfile(options, files, profiles),
  ].flat();
  if (issues.length > 0) throw invalidSettings(issues);
  return {
    ...resolveSettings<T>(
      sources.map(({ layer }) => layer),
      options.settings,
    ),
    files: files.map(({ path }) => path),
    warnings: [...found.warnings, ...sources.flatMap((source) => source.warnings ?? [])],
  };
}

/** The checked values of one source. */
interface Source {
  readonly layer: SettingLayer;
  readonly issues: readonly SettingIssue[];
  readonly warnings?: readonly string[];
  readonly profiles?: readonly string[];
}

async function readFlags(
  { flags = {} }: LoadSettingsOptions,
  table: SettingTable,
): Promise<readonly Source[]> {
  if (Object.keys(flags).length === 0) return [];
  const { parseFlags } = await import('./parse-flags.js');
  return [parseFlags(flags, table)];
}

async function readEnvironment(
  options: LoadSettingsOptions,
  table: SettingTable,
): Promise<readonly Source[]> {
  if (!hasSettingVariables(options.environment, table.names)) return [];
  const { parseEnvironment } = await import('./parse-environment.js');
  return [parseEnvironment(options.environment, options, table)];
}

async function readFiles(
  files: readonly SettingsFile[],
  { profile, homeDirectory }: LoadSettingsOptions,
  table: SettingTable,
): Promise<readonly Source[]> {
  if (files.length === 0) return [];
  const { parseSettingsFile } = await import('./parse-settings-file.js');
  return files.map((file) => parseSettingsFile(file, { profile, homeDirectory, table }));
}

interface FoundFiles {
  readonly files: readonly SettingsFile[];
  readonly issues: readonly SettingIssue[];
  readonly warnings: readonly string[];
}

async function findFiles(options: LoadSettingsOptions, names: ProgramNames): Promise<FoundFiles> {
  const { file, root, outerRoot } = options;
  if (file === false) return { files: [], issues: [], warnings: [] };
  const roots = outerRoot === undefined ? [root] : [root, outerRoot];
  const projects =
    file === undefined
      ? await Promise.all(roots.map((directory) => findProjectFile(directory, names)))
      : [readNamed(file, true)];
  const user = readNamed(userFile(options, names), false);
  const files = [
    ...projects.flatMap((one) =>
      one.file ? [{ from: 'project file' as const, ...one.file }] : [],
    ),
    ...(user.file ? [{ from: 'user file' as const, ...user.file }] : []),
  ];
  return {
    // Searches from two roots can find the same file.
    files: files.filter(({ path }, at) => files.findIndex((one) => one.path === path) === at),
    issues: [...projects, user].flatMap((one) => one.issues),
    warnings: [...new Set(projects.flatMap((one) => one.warnings))],
  };
}

/** $XDG_CONFIG_HOME/create-dump/config.toml. The XDG specification says to ignore a relative $XDG_CONFIG_HOME. */
function userFile(
  { environment, homeDirectory }: LoadSettingsOptions,
  { program }: ProgramNames,
): string {
  const own = environment['XDG_CONFIG_HOME'] ?? '';
  return join(isAbsolute(own) ? own : join(homeDirectory, '.config'), program, 'config.toml');
}

function readNamed(path: string, mustExist: boolean) {
  const read = readTextFile(path, mostFileMebibytes);
  if ('text' in read) return { file: { path, text: read.text }, issues: [], warnings: [] };
  const message = 'wrong' in read ? read.wrong : mustExist ? "doesn't exist" : undefined;
  const issue = { place: displayPath(path), key: undefined };
  return {
    file: undefined,
    issues: message === undefined ? [] : [{ ...issue, message }],
    warnings: [],
  };
}

function missingProfile(
  { profile }: LoadSettingsOptions,
  files: readonly SettingsFile[],
  profiles: readonly string[],
): readonly SettingIssue[] {
  if (profile === undefined || profiles.includes(profile)) return [];
  const known = nearest(profile, profiles);
  const hint = known === undefined ? '' : `; did you mean ${displayPath(known)}?`;
  const where =
    files.length === 0
      ? 'there is no file with settings'
      : `no such profile in ${files.map(({ path }) => displayPath(path)).join(' or ')}`;
  return [{ place: `profile ${displayPath(profile)}`, key: undefined, message: `${where}${hint}` }];
}
