/** `section.key` or `section.subsection.key` → the last value. Section and key are in lower case. */
export type GitConfig = ReadonlyMap<string, string>;

/** Parses git's configuration syntax. Ignores lines that it can't parse, and doesn't follow `include`. */
export function parseGitConfig(text: string): GitConfig {
  const config = new Map<string, string>();
  let section = '';
  for (const line of logicalLines(text)) {
    let rest = line.trimStart();
    const header = /^\[([-.0-9A-Za-z]+)(?:[ \t]+"((?:[^"\\]|\\.)*)")?\]/.exec(rest);
    if (header) {
      const [all, name = '', sub] = header;
      const subsection = sub === undefined ? '' : `.${sub.replaceAll(/\\(.)/g, '$1')}`;
      section = `${name.toLowerCase()}${subsection}.`;
      rest = rest.slice(all.length).trimStart();
    }
    const entry = /^([A-Za-z][-0-9A-Za-z]*)[ \t]*(?:=(.*))?/s.exec(rest);
    // A key without a value means true.
    if (entry?.[1]) config.set(section + entry[1].toLowerCase(), parseValue(entry[2] ?? 'true'));
  }
  return config;
}

/** Parses a boolean as git does; undefined for anything else. */
export function parseGitBoolean(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(true|yes|on|[1-9]\d*)$/i.test(value)) return true;
  return /^(false|no|off|0|)$/i.test(value) ? false : undefined;
}

/** Splits into lines; a backslash at the end of a line continues it on the next. */
function logicalLines(text: string): string[] {
  return text.replaceAll('\r\n', '\n').match(/(?:\\\n|\\[^]|[^\\\n])+/g) ?? [];
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '\n': '' };

function parseValue(text: string): string {
  let value = '';
  // Length of the value without unquoted trailing blanks.
  let kept = 0;
  let quoted = false;
  const source = text.trimStart();
  for (let at = 0; at < source.length; at++) {
    let char = source.charAt(at);
    if (char === '"') {
      quoted = !quoted;
      continue;
    }
    if (!quoted && (char === '#' || char === ';')) break;
    const escaped = char === '\\';
    if (escaped) char = escapes[source.charAt(++at)] ?? source.charAt(at);
    value += char;
    if (quoted || escaped || !/\s/.test(char)) kept = value.length;
  }
  return value.slice(0, kept);
}
