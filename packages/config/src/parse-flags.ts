import { parseSettingText } from './parse-setting-text.js';
import { createSettingCollector } from './setting-collector.js';
import type { SettingTable } from './setting-table.js';

/** Reads the settings among the parsed options of a command line. */
export function parseFlags(
  flags: Readonly<Record<string, unknown>>,
  { settings }: Pick<SettingTable, 'settings'>,
) {
  const collector = createSettingCollector({ directory: undefined, homeDirectory: '' });
  for (const setting of settings) {
    const { flag, kind, spells } = setting;
    const given = spells === undefined && Object.hasOwn(flags, flag) ? flags[flag] : undefined;
    if (given === undefined) continue;
    // `--no-toc` is the choice `none`.
    const value = kind.type === 'choice' && given === false ? 'none' : given;
    collector.add(setting, typeof value === 'string' ? parseSettingText(setting, value) : value, {
      origin: { from: 'flag', flag },
      issueAt: () => ({ place: `--${flag}`, key: undefined }),
    });
  }
  return { layer: collector.values, issues: collector.issues };
}
