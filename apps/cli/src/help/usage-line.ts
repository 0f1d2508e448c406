import type { CommandDefinition, PositionalDefinition } from '../command.js';

/** `create-dump restore <dump> [options]` */
export function usageLine({ name, positionals = [], options }: CommandDefinition): string {
  const optional = Object.keys(options).length > 0 ? ['[options]'] : [];
  return ['create-dump', name, ...positionals.map(placeholder), ...optional].join(' ');
}

function placeholder({ name, several, default: unless }: PositionalDefinition): string {
  const text = several === true ? `${name}...` : name;
  return unless === undefined ? `<${text}>` : `[${text}]`;
}
