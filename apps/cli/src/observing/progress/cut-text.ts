/**
 * Columns that a text takes at most: two for whatever isn't ASCII, as nobody knows what a terminal makes of it. The text
 * must be safe to print (see core's `displayPath`).
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}

/** A text that takes at most `width` columns; what was cut off is told by an ellipsis. */
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

/** A text that takes `width` columns, cut or filled up. */
export function fitText(text: string, width: number, unicode: boolean): string {
  const cut = cutText(text, width, unicode);
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}

function widthOf(char: string): number {
  return char >= ' ' && char <= '~' ? 1 : 2;
}
