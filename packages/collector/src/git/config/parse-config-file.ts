import { decodePath } from '@create-dump/core';

/** One assignment in a configuration file. */
export interface ConfigEntry {
  /** `section.key` or `section.subsection.key`; section and key are in lower case. */
  readonly key: string;
  /** Undefined for a key without `=`, which means true. */
  readonly value: string | undefined;
}

export interface ParsedConfig {
  readonly entries: readonly ConfigEntry[];
  /** The first line that git can't parse, counted from 1. It refuses the file; `entries` has what comes before. */
  readonly badLine?: number;
}

/** Parses git's configuration syntax as `git_parse_source` does, without following `include`. */
export function parseConfigFile(content: Buffer): ParsedConfig {
  const source = createSource(content);
  const entries: ConfigEntry[] = [];
  let section = '';
  for (;;) {
    const char = skipBlanks(source);
    if (char === '') return { entries };
    const { line } = source;
    const next = char === '[' ? readSection(source) : readEntry(source, section + lower(char));
    if (next === undefined || (char !== '[' && !/[A-Za-z]/.test(char))) {
      return { entries, badLine: line };
    }
    if (typeof next === 'string') section = next;
    else entries.push(next);
  }
}

interface Source {
  /** Takes the next character; empty at the end. */
  readonly take: () => string;
  /** Counted from 1. */
  readonly line: number;
}

/** A source of characters, one for each byte, without byte order mark and with CRLF as LF. */
function createSource(content: Buffer): Source {
  const text = content
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '')
    .replaceAll('\r\n', '\n');
  let at = 0;
  let line = 1;
  return {
    take() {
      const char = text.charAt(at++);
      if (char === '\n') line++;
      return char;
    },
    get line() {
      return line;
    },
  };
}

const isBlank = (char: string) => char === ' ' || char === '\t' || char === '\r';
const isLineEnd = (char: string) => char === '\n' || char === '';
const isKeyChar = (char: string) => /[-0-9A-Za-z]/.test(char);
const lower = (char: string) => char.toLowerCase();

/** Skips blanks, line ends and comments; returns the character after them. */
function skipBlanks({ take }: Source): string {
  for (let char = take(); ; char = take()) {
    if (char === '#' || char === ';') while (!isLineEnd(char)) char = take();
    if (char === '' || !(isBlank(char) || char === '\n')) return char;
  }
}

/** Reads a section's head after its `[`: `section.` or `section.subsection.`. Undefined if it is malformed. */
function readSection({ take }: Source): string | undefined {
  let name = '';
  for (let char = take(); char !== ']'; char = take()) {
    if (isLineEnd(char)) return undefined;
    if (isBlank(char)) {
      const subsection = readSubsection(take);
      return subsection === undefined ? undefined : `${name}.${decode(subsection)}.`;
    }
    if (!isKeyChar(char) && char !== '.') return undefined;
    name += lower(char);
  }
  return name === '' ? undefined : `${name}.`;
}

function readSubsection(take: () => string): string | undefined {
  let char = take();
  while (isBlank(char)) char = take();
  if (char !== '"') return undefined;
  let name = '';
  for (char = take(); char !== '"'; char = take()) {
    if (char === '\\') char = take();
    if (isLineEnd(char)) return undefined;
    name += char;
  }
  return take() === ']' ? name : undefined;
}

/** Reads the rest of `key = value` after the key's first letter. Undefined if it is malformed. */
function readEntry({ take }: Source, start: string): ConfigEntry | undefined {
  let key = start;
  let char = take();
  for (; isKeyChar(char); char = take()) key += lower(char);
  while (char === ' ' || char === '\t') char = take();
  if (isLineEnd(char)) return { key, value: undefined };
  const value = char === '=' ? readValue(take) : undefined;
  return value === undefined ? undefined : { key, value: decode(value) };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  b: '\b',
  '\\': '\\',
  '"': '"',
  '\n': '',
  // The end of the file ends its last line, too.
  '': '',
};

function readValue(take: () => string): string | undefined {
  let value = '';
  let blanks = '';
  let quoted = false;
  for (let char = take(); ; char = take()) {
    if (isLineEnd(char)) return quoted ? undefined : value;
    if (!quoted && (char === '#' || char === ';')) {
      while (!isLineEnd(char)) char = take();
      return value;
    }
    if (!quoted && isBlank(char)) {
      // Blanks before and after the value don't belong to it.
      if (value !== '') blanks += char;
      continue;
    }
    value += blanks;
    blanks = '';
    if (char === '"') quoted = !quoted;
    else if (char !== '\\') value += char;
    else {
      const escaped = escapes[take()];
      if (escaped === undefined) return undefined;
      value += escaped;
    }
  }
}

function decode(bytes: string): string {
  return /[^\0-\u007f]/.test(bytes) ? decodePath(Buffer.from(bytes, 'latin1')) : bytes;
}
