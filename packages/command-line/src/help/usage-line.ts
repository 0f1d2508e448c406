import type { CommandDefinition, PositionalDefinition } from '../command-definition.js';

/** `create-dump restore <dump> --to DIR [options]` */
export function usageLine(
  program: string,
  { name, positionals = [], options }: CommandDefinition,
): string {
  const required = Object.entries(options).filter(([, option]) => option.required === true);
  return [
    program,
    name,
    ...positionals.map(placeholder),
    ...required.map(([option, { value }]) => `--${option} ${value ?? 'VALUE'}`),
    ...(Object.keys(options).length > required.length ? ['[options]'] : []),
  ].join(' ');
}

function placeholder({ name, several, default: fallback }: PositionalDefinition): string {
  const text = several === true ? `${name}...` : name;
  return fallback === undefined ? `<${text}>` : `[${text}]`;
}
