import { type CompiledRule, compileIgnoreRule } from '../../ignore/compile-ignore-rule.js';

/** `text` → true, `-text` → false, `!text` → null (as if never mentioned), `text=auto` → the text. */
export type AttributeValue = boolean | null | string;

export interface AttributeLine {
  /** A line that defines a macro: its name. Else undefined. */
  readonly macro: string | undefined;
  /** Undefined for a macro. */
  readonly rule: CompiledRule | undefined;
  readonly states: ReadonlyArray<readonly [name: string, value: AttributeValue]>;
}

export interface ParseAttributeOptions {
  readonly ignoreCase: boolean;
  /** Whether the file may define macros; else git ignores such lines. */
  readonly allowsMacros: boolean;
}

/** Parses an attribute file as git's `parse_attr_line` does; lines that git ignores are left out. */
export function parseAttributeFile(
  content: Buffer,
  options: ParseAttributeOptions,
): AttributeLine[] {
  const text = content.toString('latin1');
  return text.split('\n').flatMap((line) => parseLine(line.split('\0', 1)[0] ?? '', options));
}

/** In bytes; git ignores longer lines. */
const lineLimit = 2048;
const macroPrefix = '[attr]';

function parseLine(
  whole: string,
  { ignoreCase, allowsMacros }: ParseAttributeOptions,
): AttributeLine[] {
  const line = whole.replace(/^[ \t\r]+/, '');
  if (line === '' || line.startsWith('#') || line.length >= lineLimit) return [];
  const quoted = unquote(line);
  const bare = /^[^ \t\r]*/.exec(line)?.[0] ?? '';
  const pattern = quoted?.text ?? bare;
  const rest = line.slice(quoted?.end ?? bare.length);
  if (pattern.startsWith(macroPrefix) && pattern.length > macroPrefix.length) {
    const states = parseStates(rest);
    const macro = pattern.slice(macroPrefix.length);
    const isValid = allowsMacros && states !== undefined && isAttributeName(macro);
    return isValid ? [{ macro, rule: undefined, states }] : [];
  }
  const states = parseStates(rest);
  if (states === undefined || pattern.startsWith('!')) return [];
  const rule = compileIgnoreRule({ source: '', line: 0, text: pattern, pattern }, ignoreCase);
  // A rule for directories matches no file.
  return rule.directoryOnly ? [] : [{ macro: undefined, rule, states }];
}

function parseStates(text: string): AttributeLine['states'] | undefined {
  const words = text.split(/[ \t\r]+/).filter((word) => word !== '');
  const states = words.map(parseState);
  return states.every((state) => state !== undefined) ? states : undefined;
}

function parseState(word: string): readonly [string, AttributeValue] | undefined {
  const [, sign, name = '', value] = /^([-!]?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (!isAttributeName(name)) return undefined;
  if (sign !== '') return [name, sign === '-' ? false : null];
  return [name, value ?? true];
}

function isAttributeName(name: string): boolean {
  return /^[._0-9A-Za-z][-._0-9A-Za-z]*$/.test(name);
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** Reads a string in C's syntax at the start of a line. Undefined if there is none, or it is malformed. */
function unquote(line: string): { readonly text: string; readonly end: number } | undefined {
  const match = /^"((?:[^"\\]|\\(?:[abfnrtv"\\]|[0-3][0-7]{2}))*)"/.exec(line);
  if (match === null) return undefined;
  const text = (match[1] ?? '').replaceAll(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
  );
  return { text, end: match[0].length };
}
