import { findFlag, type Flag, isSetting } from '@create-dump/config';
import type { OptionDefinition, OptionDefinitions } from './option-definition.js';

/** Derives the options of a command from the table of flags: those of the given names, in this order. */
export function flagOptions(command: string, names: readonly string[]): OptionDefinitions {
  return Object.fromEntries(names.map((name) => [name, toOption(command, name)]));
}

function toOption(command: string, name: string): OptionDefinition {
  const flag = findFlag(name);
  if (flag === undefined) throw new Error(`There is no flag ${name} for ${command}.`);
  const { alias, negatable, required } = flag;
  const { group, description, defaultText, value } = flag.meaningIn?.[command] ?? flag;
  const setting = settingOf(flag, command);
  return {
    group,
    describe: description,
    ...toParsing(flag),
    ...defaultOf(flag),
    ...(alias !== undefined && { alias }),
    ...(value !== undefined && { value }),
    ...(defaultText !== undefined && { defaultDescription: defaultText }),
    ...(negatable && { negatable }),
    ...(required && { required }),
    ...(setting !== undefined && { setting }),
  };
}

function toParsing({ kind, valueOptional, negatable }: Flag) {
  if (kind.type === 'switch') return { type: 'boolean' } as const;
  if (kind.type === 'list') return { type: 'string', array: true, nargs: 1 } as const;
  // The command line has `--no-…` instead of `none`.
  const choices =
    kind.type === 'choice' && kind.choices.filter((one) => one !== 'none' || !negatable);
  return {
    type: 'string',
    ...(!valueOptional && { nargs: 1 as const }),
    ...(choices && { choices }),
  } as const;
}

function defaultOf({ default: fallback }: Flag) {
  return typeof fallback === 'string' || fallback === true ? { default: fallback } : {};
}

function settingOf(flag: Flag, command: string): string | undefined {
  const isSettable = isSetting(flag) && flag.commandLineOnlyIn?.[command] === undefined;
  return isSettable ? flag.key : undefined;
}
