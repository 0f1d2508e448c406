/**
 * The settings of a program: which there are, and which hold for a directory. `loadSettings` takes the root, the environment and
 * the flags, reads the project and user files, checks everything, and returns each value with its origin. The table in
 * `flags.ts` defines every flag and setting of create-dump once; the command line, help and documentation are derived from it.
 * Other programs pass definitions of their own, and `loadSections` reads a file with several tables of them.
 */
export { projectFileNames } from './find-project-file.js';
export {
  type CommandLineFlag,
  type Flag,
  type FlagGroup,
  isSetting,
  type PeerWord,
  type Setting,
} from './flag.js';
export { findFlag, flags } from './flags.js';
export { type LoadedSettings, loadSettings, type LoadSettingsOptions } from './load-settings.js';
export {
  type LoadedSections,
  loadSections,
  type LoadSectionsOptions,
  type Section,
  type SectionIssue,
} from './load-sections.js';
export { missingStore } from './missing-store.js';
export { nearest } from './nearest.js';
export { formatOrigin, type Origin } from './origin.js';
export { type ResolvedSettings, resolveSettings, type SettingLayer } from './resolve-settings.js';
export type { SettingKind, SettingValue } from './setting-kind.js';
export type { SettingDefinition, SettingValues } from './setting-definition.js';
export { settings } from './settings.js';
export { type Suggestion, suggestFlag } from './suggest-flag.js';
