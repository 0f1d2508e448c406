import { type Arguments, type CommandDefinition, usage } from '@create-dump/command-line';
import { findFlag } from '@create-dump/config';
import { unmetNeeds } from './unmet-needs.js';

/**
 * Checks the options of the command line that have no effect without another one; `argv` also has those of settings. Returns
 * warnings for those that announced command lines have alone.
 * @throws {CreateDumpError} `USAGE` naming the option and what it needs.
 */
export function checkNeeds(
  { options }: CommandDefinition,
  given: Arguments,
  argv: Arguments,
): readonly string[] {
  const isAsked = (name: string) => argv[name] !== undefined && argv[name] !== false;
  return Object.keys(given).flatMap((name) => {
    const needed = unmetNeeds(name, (one) => Object.hasOwn(options, one), isAsked);
    if (given[name] === false || needed.length === 0) return [];
    const message = `--${name} has no effect without ${either(needed)}`;
    if (findFlag(name)?.announcedAlone === true) return [`${message}.`];
    throw usage(`${message}: add --${needed[0]}.`);
  });
}

function either(names: readonly string[]): string {
  const words = names.map((name) => `--${name}`);
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
