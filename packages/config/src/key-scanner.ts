export type KeyPath = readonly (string | number)[];

/** The line of a key, or of an item of a list, from 1; undefined where it couldn't be found. */
export type LineOf = (path: KeyPath) => number | undefined;

/** What differs between the formats inside of a value. */
export interface KeySyntax {
  /** Between a key and its value. */
  readonly separator: ':' | '=';
  /** What a quoted key says. */
  readonly unquote: (quoted: string) => string;
}

/** No setting is deeper; what is, is skipped without recursion. */
const deepest = 8;

/**
 * Walks over a text that a parser has accepted, and notes where its keys are: parsers give values without places. Strings
 * and comments are TOML's; JSON has no others.
 */
export function createKeyScanner(text: string, { separator, unquote }: KeySyntax) {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  let counted = 0;

  /** To be called with growing places only, so that all of it takes linear time. */
  const lineAt = (place: number) => {
    for (; counted < place; counted++) if (text[counted] === '\n') line++;
    return line;
  };
  const note = (path: KeyPath, place: number) => {
    for (let length = 1; length < path.length; length++) {
      const table = JSON.stringify(path.slice(0, length));
      if (!lines.has(table)) lines.set(table, lineAt(place));
    }
    lines.set(JSON.stringify(path), lineAt(place));
  };
  const skipSpace = () => {
    for (;;) {
      while (at < text.length && ' \t\r\n\uFEFF'.includes(text[at] ?? '')) at++;
      if (text[at] !== '#') return;
      while (at < text.length && text[at] !== '\n') at++;
    }
  };
  const skipString = () => {
    const quote = text[at] ?? '';
    const isLong = text.startsWith(quote.repeat(3), at);
    const end = isLong ? quote.repeat(3) : quote;
    at += end.length;
    while (at < text.length && !text.startsWith(end, at)) {
      at += quote === '"' && text[at] === '\\' ? 2 : 1;
    }
    at += end.length;
    // A long string may end with quotes of its own.
    if (isLong) for (let own = 0; own < 2 && text[at] === quote; own++) at++;
  };
  const readKey = (): string[] => {
    const key: string[] = [];
    for (;;) {
      skipSpace();
      const from = at;
      if (text[at] === '"' || text[at] === "'") {
        skipString();
        key.push(unquote(text.slice(from, at)));
      } else {
        while (/[\w-]/.test(text[at] ?? '')) at++;
        key.push(text.slice(from, at));
      }
      skipSpace();
      if (text[at] !== '.') return key;
      at++;
    }
  };
  const skipNested = () => {
    let depth = 0;
    do {
      skipSpace();
      const char = text[at] ?? '';
      if (char === '"' || char === "'") {
        skipString();
        continue;
      }
      if ('[{'.includes(char)) depth++;
      else if (']}'.includes(char)) depth--;
      at++;
    } while (depth > 0 && at < text.length);
  };
  const scanEntries = (path: KeyPath, close: ']' | '}') => {
    at++;
    for (let index = 0; at < text.length; index++) {
      skipSpace();
      const place = at;
      if (text[at] === close) break;
      if (close === ']') {
        note([...path, index], place);
        scanValue([...path, index]);
      } else scanEntry(path);
      skipSpace();
      if (text[at] === ',') at++;
      // Not what a parser has accepted: better no line than no end.
      if (at === place) break;
    }
    at++;
  };
  /** One key with its value. */
  const scanEntry = (path: KeyPath) => {
    skipSpace();
    const place = at;
    const whole = [...path, ...readKey()];
    note(whole, place);
    if (text[at] === separator) at++;
    scanValue(whole);
  };
  const scanValue = (path: KeyPath) => {
    skipSpace();
    const char = text[at] ?? '';
    if (char === '"' || char === "'") skipString();
    else if (path.length > deepest && '[{'.includes(char)) skipNested();
    else if (char === '[') scanEntries(path, ']');
    else if (char === '{') scanEntries(path, '}');
    else while (at < text.length && !',]}#\n'.includes(text[at] ?? '')) at++;
  };
  const lineOf: LineOf = (path) => lines.get(JSON.stringify(path));
  return {
    scanEntry,
    scanValue,
    readKey,
    note,
    lineOf,
    /** The character that comes next, behind space and comments; undefined at the end. */
    next: (): string | undefined => {
      skipSpace();
      return text[at];
    },
    advance: () => {
      at++;
    },
    place: () => at,
  };
}
