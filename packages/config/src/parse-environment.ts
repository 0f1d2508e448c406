import { environmentPrefix, ownVariables } from './environment-prefix.js';
import { sourceFlags } from './flags/source-flags.js';
import { parseSettingText } from './parse-setting-text.js';
import { createSettingCollector } from './setting-collector.js';
import { findSetting, settings } from './settings.js';
import { type Suggestion, suggestFlag } from './suggest-flag.js';

interface EnvironmentOptions {
  readonly homeDirectory: string;
}

/**
 * Reads the settings in the environment. Empty variables are unset. An unknown variable causes a warning, not an issue: images
 * and installers set names such as `CREATE_DUMP_VERSION`.
 */
export function parseEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  { homeDirectory }: EnvironmentOptions,
) {
  const collector = createSettingCollector({ directory: undefined, homeDirectory });
  const warnings: string[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(environmentPrefix) || text === undefined || text === '') continue;
    if (ownVariables.includes(name)) continue;
    const key = name.slice(environmentPrefix.length).toLowerCase();
    const setting = toVariable(key) === name ? findSetting(key) : undefined;
    if (setting === undefined) {
      warnings.push(unknownVariable(name));
      continue;
    }
    collector.add(setting, parseSettingText(setting, text), {
      origin: { from: 'environment', name },
      issueAt: () => ({ place: name, key: undefined }),
    });
  }
  return { layer: collector.values, issues: collector.issues, warnings };
}

function toVariable(key: string): string {
  return `${environmentPrefix}${key.toUpperCase()}`;
}

function unknownVariable(name: string): string {
  const word = name.slice(environmentPrefix.length).toLowerCase();
  const suggestion = suggestFlag(word, [...settings, ...sourceFlags]);
  return `${name}: no setting has this name, so it does nothing${hint(suggestion)}`;
}

function hint(suggestion: Suggestion | undefined): string {
  if (suggestion === undefined) return '';
  if ('note' in suggestion) return `; ${suggestion.note}`;
  const { flag, value } = suggestion;
  const meant = toVariable(flag.flag.replaceAll('-', '_'));
  return `; did you mean ${value === undefined ? meant : `${meant}=${toText(suggestion)}`}?`;
}

function toText({ flag, value }: Exclude<Suggestion, { note: string }>): string {
  return value === false && flag.kind.type === 'choice' ? 'none' : String(value);
}
