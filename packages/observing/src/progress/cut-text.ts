/**
 * An upper bound of the columns that a text takes. Characters outside ASCII count as two, since their width depends on the
 * terminal. The text must be safe to print (see core's `displayPath`).
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

/** Shortens a text to at most `width` columns, with an ellipsis if anything was cut off. */
export function cutText(text: string, width: number, unicode: boolean): string {
  if (textWidth(text) <= width) return text;
  const ellipsis = unicode ? '…' : '...';
  let room = width - textWidth(ellipsis);
  let kept = '';
  for (const char of text) {
    room -= widthOf(char);
    if (room < 0) break;
    kept += char;
  }
  return textWidth(ellipsis) > width ? '' : kept + ellipsis;
}

/** Shortens or pads a text to exactly `width` columns. */
export function fitText(text: string, width: number, unicode: boolean): string {
  const cut = cutText(text, width, unicode);
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}

function widthOf(char: string): number {
  return char >= ' ' && char <= '~' ? 1 : 2;
}
