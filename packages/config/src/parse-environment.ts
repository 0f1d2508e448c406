import { isSetting } from './flag.js';
import { sourceFlags } from './flags/source-flags.js';
import { parseSettingText } from './parse-setting-text.js';
import { ownProgram } from './program-names.js';
import { createSettingCollector } from './setting-collector.js';
import type { SettingTable } from './setting-table.js';
import type { Suggestion } from './suggest-flag.js';

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
  table: SettingTable,
) {
  const { environmentPrefix, ownVariables } = table.names;
  const collector = createSettingCollector({ directory: undefined, homeDirectory });
  const warnings: string[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(environmentPrefix) || text === undefined || text === '') continue;
    if (ownVariables.includes(name)) continue;
    const key = name.slice(environmentPrefix.length).toLowerCase();
    const setting = toVariable(key, table) === name ? table.find(key) : undefined;
    if (setting === undefined) {
      if (table.names.program === ownProgram && toldToHooks.has(key)) continue;
      warnings.push(unknownVariable(name, table));
      continue;
    }
    collector.add(setting, parseSettingText(setting, text), {
      origin: { from: 'environment', name },
      issueAt: () => ({ place: name, key: undefined }),
    });
  }
  return { layer: collector.values, issues: collector.issues, warnings };
}

/** What hooks are told in their environment: a program that they start must not warn of it. */
const toldToHooks: ReadonlySet<string> = new Set(['hook', 'outcome', 'exit_code', 'report']);

function toVariable(key: string, { names }: SettingTable): string {
  return `${names.environmentPrefix}${key.toUpperCase()}`;
}

function unknownVariable(name: string, table: SettingTable): string {
  const word = name.slice(table.names.environmentPrefix.length).toLowerCase();
  const suggestion = table.suggest(word, sourceFlags);
  return `${name}: no setting has this name, so it does nothing${hint(suggestion, table)}`;
}

function hint(suggestion: Suggestion | undefined, table: SettingTable): string {
  if (suggestion === undefined) return '';
  if ('note' in suggestion) return `; ${suggestion.note}`;
  const { flag, value } = suggestion;
  const key = isSetting(flag) ? flag.key : flag.flag.replaceAll('-', '_');
  const meant = toVariable(key, table);
  return `; did you mean ${value === undefined ? meant : `${meant}=${toText(suggestion)}`}?`;
}

function toText({ flag, value }: Exclude<Suggestion, { note: string }>): string {
  return value === false && flag.kind.type === 'choice' ? 'none' : String(value);
}
