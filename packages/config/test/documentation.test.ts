import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Setting } from '../src/flag.js';
import type { SettingKind } from '../src/setting-kind.js';
import { settings } from '../src/settings.js';

const page = new URL('../../../docs/configuration.md', import.meta.url);

it('docs/configuration.md has the table of all settings (if not: npx vitest run --project config -u)', async () => {
  const text = readFileSync(page, 'utf8');
  const written = text.replace(/(?<=<!-- settings -->\n\n).*?(?=\n\n<!-- \/settings -->)/s, () =>
    table(),
  );
  await expect(written).toMatchFileSnapshot(page.pathname);
});

function table(): string {
  const head = ['key', 'value', 'default', 'what it does'];
  const rows = settings.map((setting) => [
    `\`${setting.key}\``,
    kindText(setting.kind),
    defaultText(setting),
    setting.description,
  ]);
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll('|', String.raw`\|`)),
  );
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  const toLine = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = lines;
  return [first, widths.map((width) => '-'.repeat(width)), ...rest].map(toLine).join('\n');
}

function defaultText({ default: unless, defaultText: text }: Setting): string {
  if (unless === null) return text ?? '';
  return `\`${JSON.stringify(unless)}\``;
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
    case 'list':
      return 'list of texts';
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
