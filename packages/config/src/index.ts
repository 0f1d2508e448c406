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
export { nearest } from './nearest.js';
export { formatOrigin, type Origin } from './origin.js';
export { type ResolvedSettings, resolveSettings, type SettingLayer } from './resolve-settings.js';
export type { SettingKind, SettingValue } from './setting-kind.js';
export { settings } from './settings.js';
export { type Suggestion, suggestFlag } from './suggest-flag.js';
