/** A key in a TOML document: of which table, the how manieth of that name, in which line (from 1). */
export interface TomlPlace {
  readonly table: string;
  readonly index: number;
  readonly key: string;
  readonly line: number;
}

/**
 * Finds the lines of keys in a valid TOML document, which the parser doesn't tell. `index` counts tables of the first part of a name:
 * `[[rules.allowlists]]` belongs to the last `[[rules]]`. A header has an empty key. Inline tables have the line of their key.
 */
export function tomlPlaces(text: string): TomlPlace[] {
  const places: TomlPlace[] = [];
  const counts = new Map<string, number>();
  let table = '';
  let open = '';
  for (const [number, line] of text.split('\n').entries()) {
    if (open !== '') {
      if (line.includes(open)) open = '';
      continue;
    }
    const header = /^\s*\[{1,2}\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) {
      table = header.replaceAll(/\s|"|'/g, '');
      if (!table.includes('.')) counts.set(table, (counts.get(table) ?? -1) + 1);
    }
    const key = header === undefined ? /^\s*["']?([\w.-]+)["']?\s*=/.exec(line)?.[1] : '';
    const index = counts.get(table.split('.')[0] ?? '') ?? 0;
    if (key !== undefined) places.push({ table, index, key, line: number + 1 });
    open = openedString(line);
  }
  return places;
}

/** The end of a string that a line begins and doesn't end, empty if there is none. */
function openedString(line: string): string {
  for (const quotes of ["'''", '"""']) {
    if (line.split(quotes).length % 2 === 0) return quotes;
  }
  return '';
}
