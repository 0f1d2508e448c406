export { projectFileNames } from './find-project-file.js';
export { type LoadedSettings, loadSettings, type LoadSettingsOptions } from './load-settings.js';
export { formatOrigin, type Origin } from './origin.js';
export { type ResolvedSettings, resolveSettings, type SettingLayer } from './resolve-settings.js';
export type { Setting, SettingKind, SettingValue } from './setting.js';
export { settings } from './settings.js';
