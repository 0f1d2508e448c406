import type { ObservedProcess } from '../observed-process.js';

/** An output that progress is drawn on. */
export interface Canvas {
  /** Milliseconds between two drawings. */
  readonly interval: number;
  readonly columns: () => number;
  /** Replaces the previous drawing. */
  readonly draw: (lines: readonly string[]) => void;
  readonly clear: () => void;
}

const eraseToLineEnd = '\u001B[K';
const eraseBelow = '\u001B[J';

/**
 * Redraws lines at the bottom of a terminal, each time in one write. The cursor rests at their beginning: when the terminal
 * becomes narrower, it rewraps the lines and moves the cursor with them, so the next drawing erases them completely. The
 * cursor isn't hidden, so nothing has to be restored when a run ends.
 */
export function createTerminalCanvas({ stderr }: Pick<ObservedProcess, 'stderr'>): Canvas {
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

/** Output that isn't a terminal: gets only the last line of a drawing, every ten seconds. */
export function createPlainCanvas({ stderr }: Pick<ObservedProcess, 'stderr'>): Canvas {
  return {
    interval: 10_000,
    columns: () => 100,
    draw: (lines) => stderr.write(`${lines.at(-1) ?? ''}\n`),
    clear: () => {},
  };
}
