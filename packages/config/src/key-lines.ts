export type KeyPath = readonly (string | number)[];

/** The line of a key, or of an item of a list, from 1; undefined where it couldn't be found. */
export type LineOf = (path: KeyPath) => number | undefined;

/** Keeps the lines of keys. Places are to be noted in the order of the text, so that all of it takes linear time. */
export function createKeyLines(text: string) {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  const lineAt = (place: number) => {
    for (; counted < place; counted++) if (text[counted] === '\n') line++;
    return line;
  };
  /** A key, and the tables that it is the first to name. */
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
