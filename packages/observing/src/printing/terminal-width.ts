/** The columns that tables are cut to: those of the terminal, unless `verbose`; undefined for a pipe or a file. */
export function terminalWidth(
  { isTTY, columns = 80 }: { readonly isTTY?: boolean; readonly columns?: number },
  { verbose }: { readonly verbose: boolean },
): number | undefined {
  return isTTY === true && !verbose ? columns : undefined;
}
