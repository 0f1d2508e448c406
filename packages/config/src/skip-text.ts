/** The end of the space, newlines and comments that begin at `at`. */
export function skipSpace(text: string, at: number): number {
  let end = at;
  for (;;) {
    while (end < text.length && ' \t\r\n\uFEFF'.includes(text[end] ?? '')) end++;
    if (text[end] !== '#') return end;
    while (end < text.length && text[end] !== '\n') end++;
  }
}

/** The end of the string that begins at `at`, of any of TOML's four kinds. */
export function skipString(text: string, at: number): number {
  const quote = text[at] ?? '';
  const isLong = text.startsWith(quote.repeat(3), at);
  const close = isLong ? quote.repeat(3) : quote;
  let end = at + close.length;
  while (end < text.length && !text.startsWith(close, end)) {
    end += quote === '"' && text[end] === '\\' ? 2 : 1;
  }
  end += close.length;
  // The content of a long string can end with two quotes.
  const most = isLong ? end + 2 : end;
  while (end < most && text[end] === quote) end++;
  return end;
}

/** The end of the list or table that begins at `at`. */
export function skipNested(text: string, at: number): number {
  let depth = 0;
  let end = at;
  do {
    const char = text[end] ?? '';
    if (isQuote(char)) {
      end = skipSpace(text, skipString(text, end));
      continue;
    }
    if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    end = depth === 0 ? end + 1 : skipSpace(text, end + 1);
  } while (depth > 0 && end < text.length);
  return end;
}

export function isQuote(char: string): boolean {
  return char === '"' || char === "'";
}
