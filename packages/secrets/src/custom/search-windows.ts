/** Bytes around a keyword in which its rule's expression is tried: before it, and from its beginning. */
const before = 1024;
const behind = 3072;

/** Windows that overlap are joined, up to this size: the time of one search doesn't grow with the content. */
const longestWindow = 2 ** 14;

/** Windows a rule has in a content at most. */
export const mostWindows = 1000;

/** Where an expression is tried. */
export interface SearchWindow {
  readonly from: number;
  readonly to: number;
}

/** The windows of one rule in one content. */
export interface SearchWindows {
  readonly list: SearchWindow[];
  /** Where the first window is that there was no room for. */
  rest?: number;
}

/** Adds the window around a keyword. Places ascend. */
export function addWindow(windows: SearchWindows, at: number, length: number): void {
  if (windows.rest !== undefined) return;
  const { list } = windows;
  const from = Math.max(0, at - before);
  const to = Math.min(length, at + behind);
  const last = list.at(-1);
  if (last !== undefined && to <= last.to) return;
  if (last !== undefined && from <= last.to && to - last.from <= longestWindow) {
    list[list.length - 1] = { from: last.from, to };
  } else if (list.length < mostWindows) list.push({ from, to });
  else windows.rest = from;
}
