import type { World } from '../../process/world.js';

/** Where progress is drawn. */
export interface Canvas {
  /** Milliseconds from one drawing to the next. */
  readonly interval: number;
  readonly columns: () => number;
  /** Takes the place of what was drawn before. */
  readonly draw: (lines: readonly string[]) => void;
  readonly clear: () => void;
}

const eraseToLineEnd = '\u001B[K';
const eraseBelow = '\u001B[J';

/**
 * Lines at the bottom of a terminal, drawn over and over, each time in one write. The cursor stays at their beginning: when
 * a terminal gets narrower, it wraps lines that stand there, but takes the cursor along, and so nothing of them is left
 * behind. It isn't hidden, so there is nothing to restore however a run ends.
 */
export function createTerminalCanvas({ stderr }: Pick<World, 'stderr'>): Canvas {
  let isDrawn = false;
  return {
    interval: 100,
    columns: () => stderr.columns ?? 80,
    draw(lines) {
      const shown = lines.slice(-Math.max(1, (stderr.rows ?? 24) - 1));
      const text = shown.map((line) => `${line}${eraseToLineEnd}`).join('\n');
      const goUp = shown.length > 1 ? `\u001B[${shown.length - 1}A` : '';
      stderr.write(`\r${text}${eraseBelow}${goUp}\r`);
      isDrawn = true;
    },
    clear() {
      if (isDrawn) stderr.write(`\r${eraseBelow}`);
      isDrawn = false;
    },
  };
}

/** A log file, for those who want progress in it: the last line of what would be drawn, now and then. */
export function createPlainCanvas({ stderr }: Pick<World, 'stderr'>): Canvas {
  return {
    interval: 10_000,
    columns: () => 100,
    draw: (lines) => stderr.write(`${lines.at(-1) ?? ''}\n`),
    clear: () => {},
  };
}
