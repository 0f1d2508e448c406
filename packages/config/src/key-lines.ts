export type KeyPath = readonly (string | number)[];

/** The line of a key or list item, from 1; undefined if not found. */
export type LineOf = (path: KeyPath) => number | undefined;

/** Records the lines of keys. Call `note` in the order of the text: lines are counted in one pass. */
export function createKeyLines(text: string) {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  const lineAt = (place: number) => {
    for (; counted < place; counted++) if (text[counted] === '\n') line++;
    return line;
  };
  /** Records a key, and the tables that it mentions first. */
  const note = (path: KeyPath, place: number): void => {
    for (let length = 1; length < path.length; length++) {
      const table = JSON.stringify(path.slice(0, length));
      if (!lines.has(table)) lines.set(table, lineAt(place));
    }
    lines.set(JSON.stringify(path), lineAt(place));
  };
  const lineOf: LineOf = (path) => lines.get(JSON.stringify(path));
  return { note, lineOf };
}
