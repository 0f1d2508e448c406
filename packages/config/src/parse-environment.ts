import { parseSettingText } from './parse-setting-text.js';
import { nearest } from './nearest.js';
import { findSetting } from './find-setting.js';
import { createSettingCollector } from './setting-collector.js';
import { settings } from './settings.js';
import { environmentPrefix, ownVariables } from './environment-prefix.js';

interface EnvironmentOptions {
  readonly homeDirectory: string;
}

/**
 * The settings in the environment. An empty value is none. A variable that nothing reads is a warning, not an issue:
 * images and installers set `CREATE_DUMP_VERSION` and the like.
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
  const known = nearest(name.slice(environmentPrefix.length), [
    ...settings.map(({ key }) => key),
    ...ownVariables.map((own) => own.slice(environmentPrefix.length).toLowerCase()),
  ]);
  const hint = known === undefined ? '' : `; did you mean ${toVariable(known)}?`;
  return `${name}: no setting has this name, so it does nothing${hint}`;
}
