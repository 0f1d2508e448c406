import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isSetting, type Setting } from '../src/flag.js';
import { flags } from '../src/flags.js';
import type { SettingKind } from '../src/setting-kind.js';
import { settings } from '../src/settings.js';

const page = new URL('../../../docs/configuration.md', import.meta.url);

it('docs/configuration.md has the tables of all settings and flags (if not: npx vitest run --project config -u)', async () => {
  const text = readFileSync(page, 'utf8');
  const written = [
    ['settings', table(['key', 'value', 'default', 'what it does'], settings.map(toRow))],
    ['not in a project file', table(['setting', 'reason'], notInProjectFiles())],
    ['command line only', table(['option', 'reason'], commandLineOnly())],
  ].reduce((page, [name = '', content = '']) => {
    const place = new RegExp(`(?<=<!-- ${name} -->\\n).*?(?=\\n<!-- /${name} -->)`, 's');
    return page.replace(place, () => `\n${content}\n`);
  }, text);
  await expect(written).toMatchFileSnapshot(page.pathname);
});

function toRow(setting: Setting): readonly string[] {
  const { key, kind, description } = setting;
  return [`\`${key}\``, kindText(kind), defaultText(setting), description];
}

function notInProjectFiles(): ReadonlyArray<readonly string[]> {
  return settings.flatMap(({ key, kind, notInProjectFile }) => {
    if (notInProjectFile === undefined) return [];
    const isStore = kind.type === 'path' && kind.orStore === true;
    return [[`\`${key}\`${isStore ? ' with an address `s3://…`' : ''}`, notInProjectFile]];
  });
}

function commandLineOnly(): ReadonlyArray<readonly string[]> {
  return flags.flatMap((flag) => {
    if (!isSetting(flag)) return [[`\`--${flag.flag}\``, flag.reason]];
    return Object.entries(flag.commandLineOnlyIn ?? {}).map(([command, reason]) => [
      `\`--${flag.flag}\` of \`${command}\``,
      reason,
    ]);
  });
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll('|', String.raw`\|`)),
  );
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  const toLine = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = lines;
  return [first, widths.map((width) => '-'.repeat(width)), ...rest].map(toLine).join('\n');
}

function defaultText({ default: fallback, defaultText: text }: Setting): string {
  if (fallback === null) return text ?? '';
  return `\`${JSON.stringify(fallback)}\``;
}

function kindText(kind: SettingKind): string {
  switch (kind.type) {
    case 'switch':
      return '`true`, `false`';
    case 'choice':
      return kind.choices.map((choice) => `\`"${choice}"\``).join(', ');
    case 'integer':
      return `${kind.min} to ${kind.max}`;
    case 'count':
      return '1 to 1000000, `"unlimited"`';
    case 'duration':
      return kind.endless ? 'duration, `true`, `false`' : 'duration';
    case 'share':
      return 'percentage';
    case 'list':
      return 'list of texts';
    case 'mode':
      return '`"0640"`';
    case 'pattern':
      return 'regular expression';
    case 'text':
    case 'path':
    case 'size':
    case 'age':
    case 'url':
      return kind.type;
  }
}
