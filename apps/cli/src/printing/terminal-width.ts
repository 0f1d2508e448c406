import type { World } from '../process/world.js';

/** The columns that tables are cut to: those of the terminal, unless `verbose`; undefined for a pipe or a file. */
export function terminalWidth(
  { isTTY, columns = 80 }: World['stdout'],
  { verbose }: { readonly verbose: boolean },
): number | undefined {
  return isTTY === true && !verbose ? columns : undefined;
}
