import type { World } from '../../world.js';

/** Where progress is drawn. */
export interface Canvas {
  /** Milliseconds from one drawing to the next. */
  readonly interval: number;
  readonly columns: () => number;
  /** Takes the place of what was drawn before. */
  readonly draw: (lines: readonly string[]) => void;
  readonly clear: () => void;
}

/** Lines at the bottom of a terminal that are drawn over and over. The cursor is left alone, so there is nothing to restore. */
export async function openTerminalCanvas({ stderr }: Pick<World, 'stderr'>): Promise<Canvas> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stderr as NodeJS.WriteStream, { showCursor: true });
  return {
    interval: 100,
    columns: () => stderr.columns ?? 80,
    draw: (lines) => update(lines.join('\n')),
    clear: () => update.clear(),
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
