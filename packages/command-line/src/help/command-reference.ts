/**
 * Documentation of the commands. `commandReference` turns a command's definition into headings, labels and texts; `help-text.ts`,
 * `manual-page.ts` and `reference-page.ts` format these for the terminal, for man and as Markdown.
 */
import type { CommandDefinition } from '../command-definition.js';
import type { OptionDefinition } from '../option-definition.js';
import type { ProgramDefinition, ReferenceEntry } from '../program-definition.js';
import { usageLine } from './usage-line.js';

/** The documentation of one command, from which help, manual page and docs/cli.md are formatted. */
export interface CommandReference {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly details: readonly string[];
  /** Arguments and options, by heading. */
  readonly groups: readonly ReferenceGroup[];
  readonly examples: readonly ReferenceEntry[];
  readonly exitCodes: readonly ReferenceEntry[];
  readonly takesSettings: boolean;
}

export interface ReferenceGroup {
  readonly title: string;
  readonly entries: readonly ReferenceEntry[];
}

export const argumentsTitle = 'Arguments';

export function commandReference(
  program: ProgramDefinition,
  definition: CommandDefinition,
): CommandReference {
  const { name, aliases = [], describe, details = [], positionals = [], options } = definition;
  const args = positionals.map(({ name: label, describe: text, default: fallback, choices }) => ({
    label,
    text: withNotes(text, [choices?.join(', '), fallback && `default: ${fallback}`]),
  }));
  const also = aliases.length === 0 ? [] : [`Also called ${aliases.join(', ')}.`];
  return {
    name,
    usage: usageLine(program.name, definition),
    summary: `${describe}.`,
    details: [...details, ...also],
    groups: [
      ...(args.length > 0 ? [{ title: argumentsTitle, entries: args }] : []),
      ...optionGroups(definition),
    ],
    examples: definition.examples.map(([line, text]) => ({
      label: exampleLine(program, name, line),
      text,
    })),
    exitCodes: exitCodesOf(program, definition),
    takesSettings: Object.hasOwn(options, 'config'),
  };
}

/** The program's exit codes, with the meanings that are specific to the command. */
function exitCodesOf({ exitCodes }: ProgramDefinition, { exitCodes: own = {} }: CommandDefinition) {
  return exitCodes.map(({ label, text }) => ({ label, text: own[Number(label)] ?? text }));
}

/** The exit codes that mean something specific in the command. */
export function ownExitCodes(
  program: ProgramDefinition,
  { exitCodes }: CommandReference,
): readonly ReferenceEntry[] {
  const common = new Map(program.exitCodes.map(({ label, text }) => [label, text]));
  return exitCodes.filter(({ label, text }) => common.get(label) !== text);
}

/** The options that `-h` shows: the most used ones, or all of a command with few. */
export function mostUsedGroups(definition: CommandDefinition): ReferenceGroup[] {
  const { mostUsed, options } = definition;
  if (mostUsed === undefined) return optionGroups(definition);
  const entries = Object.entries(options)
    .filter(([name]) => mostUsed.includes(name))
    .map(([name, option]) => ({ label: optionLabel(name, option), text: option.describe }));
  return [{ title: 'Most used options', entries }];
}

function optionGroups(definition: CommandDefinition): ReferenceGroup[] {
  const groups = new Map<string, ReferenceEntry[]>();
  for (const [name, option] of Object.entries(definition.options)) {
    const entries = groups.get(option.group) ?? [];
    entries.push({ label: optionLabel(name, option), text: optionText(option) });
    groups.set(option.group, entries);
  }
  return [...groups].map(([title, entries]) => ({ title, entries }));
}

/** `-p, --patch`, `--[no-]git-meta`, `--exclude GLOB`, `--binary list|embed|skip` */
function optionLabel(name: string, option: OptionDefinition): string {
  const { alias, type, nargs, choices, negatable = false } = option;
  const short = alias === undefined ? '' : `-${alias}, `;
  if (type === 'boolean') {
    return `${short}--${option.default === true || negatable ? '[no-]' : ''}${name}`;
  }
  const value = choices?.join('|') ?? option.value ?? 'VALUE';
  const label = `${short}--${name} ${nargs === 1 ? value : `[${value}]`}`;
  return negatable ? `${label}, --no-${name}` : label;
}

/** The description, with the default and the setting that changes it, or whether the option can be repeated. */
function optionText({
  describe,
  array = false,
  default: fallback,
  defaultDescription,
  setting,
}: OptionDefinition): string {
  const value = defaultDescription ?? (fallback === true ? 'on' : fallback);
  if (value === undefined && !array) return describe;
  return withNotes(describe, [
    array ? 'repeatable' : undefined,
    value && `default: ${value}`,
    value && setting && `setting: ${setting}`,
  ]);
}

function withNotes(text: string, notes: readonly (string | undefined)[]): string {
  const said = notes.filter((note) => note !== undefined && note !== '');
  return said.length === 0 ? text : `${text} (${said.join('; ')})`;
}

function exampleLine({ name, commands }: ProgramDefinition, command: string, line: string): string {
  const words = command === commands[0]?.name ? '' : command;
  return [name, words, line].filter((word) => word !== '').join(' ');
}
