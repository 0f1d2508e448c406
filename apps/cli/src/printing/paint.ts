import { inspect } from 'node:util';
import type { World } from '../process/world.js';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Gives a text a style, or leaves it as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

export function createPaint(hasColors: boolean): Paint {
  if (!hasColors) return (_style, text) => text;
  return (style, text) => {
    const [on, off] = inspect.colors[style] ?? [0, 0];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  };
}

/**
 * Whether a stream gets colours. `--color` and `--no-color` decide; else `FORCE_COLOR`, then `NO_COLOR`
 * (https://no-color.org), as Node has them; else the terminal.
 */
export function hasColors(
  { color }: { readonly color: boolean | undefined },
  stream: { readonly isTTY?: boolean },
  { env }: Pick<World, 'env'>,
): boolean {
  if (color !== undefined) return color;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
