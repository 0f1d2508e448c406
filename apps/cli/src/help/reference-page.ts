import type { CommandDefinition } from '../command-definition.js';
import { commandReference, exitCodeEntries, type ReferenceEntry } from './command-reference.js';
import {
  environmentEntries,
  fileEntries,
  generalGroup,
  purpose,
  settingsNote,
} from './program-reference.js';
import { type ShortenedReference, withoutRepetition } from './without-repetition.js';

/** docs/cli.md */
export function referencePage(definitions: readonly CommandDefinition[]): string {
  const references = withoutRepetition(
    definitions.map((definition) => commandReference(definition)),
  );
  const blocks = [
    '<!-- Made from the program itself by "pnpm docs:cli": change the definitions in apps/cli/src/commands. -->',
    '# The command line',
    `create-dump: ${purpose}. Results go to standard output, everything else to standard error.`,
    list(
      references.map(({ name, summary }) => ({ label: name, text: summary })),
      toLink,
    ),
    `\`create-dump\` without a command is \`create-dump single\`. A command comes first, its options in any order; \`--\` ends them.`,
    markdown(settingsNote),
    ...references.flatMap(commandBlocks),
    '## Options of every command',
    list(generalGroup.entries, toCode),
    '## Exit codes',
    list(exitCodeEntries(), toCode),
    '## Environment',
    list(environmentEntries, toCode),
    '## Files',
    list(fileEntries, toCode),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function commandBlocks(reference: ShortenedReference): string[] {
  const { name, usage, summary, details, groups, repeated, examples, exitCodes } = reference;
  const common = new Map(exitCodeEntries().map((entry) => [entry.label, entry.text]));
  const own = exitCodes.filter(({ label, text }) => common.get(label) !== text);
  return [
    `## ${name}`,
    `\`\`\`text\n${usage}\n\`\`\``,
    ...[summary, ...details].map(markdown),
    ...groups.flatMap(({ title, entries }) => [`**${title}**`, list(entries, toCode)]),
    ...repeated.map(
      ({ titles, command }) =>
        `${titles.map((title) => `**${title}**`).join(', ')}: as of ${toLink(command)}.`,
    ),
    ...(own.length > 0 ? ['**Exit codes of its own**', list(own, toCode)] : []),
    '**Examples**',
    `\`\`\`sh\n${examples.map(({ label, text }) => `# ${text}\n${label}`).join('\n')}\n\`\`\``,
  ];
}

function list(entries: readonly ReferenceEntry[], toLabel: (label: string) => string): string {
  return entries.map(({ label, text }) => `- ${toLabel(label)}: ${markdown(text)}`).join('\n');
}

function toCode(label: string): string {
  return `\`${label}\``;
}

function toLink(name: string): string {
  return `[${name}](#${name.replaceAll(' ', '-')})`;
}

/** What a reader of Markdown would take for its own, escaped. */
function markdown(text: string): string {
  return text.replaceAll(/[\\`*<>[\]]|\b_|_\b/gu, String.raw`\$&`);
}
