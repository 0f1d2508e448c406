import { inspect } from 'node:util';
import type { ObservedProcess } from './observed-process.js';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Styles a text, or returns it unchanged where colours are off. */
export type Paint = (style: Style, text: string) => string;

export function createPaint(hasColors: boolean): Paint {
  if (!hasColors) return (_style, text) => text;
  return (style, text) => {
    const [on, off] = inspect.colors[style] ?? [0, 0];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  };
}

/**
 * Whether a stream gets colours. In order of precedence: `--color` and `--no-color`; `FORCE_COLOR`; `NO_COLOR`
 * (https://no-color.org); whether it is a terminal.
 */
export function hasColors(
  { color }: { readonly color: boolean | undefined },
  stream: { readonly isTTY?: boolean },
  { env }: Pick<ObservedProcess, 'env'>,
): boolean {
  if (color !== undefined) return color;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
