/**
 * Converts prom-client's text format 0.0.4 to OpenMetrics 1.0. (prom-client can write that format itself, but then loses the names
 * of counters.) Expects each family as its HELP, TYPE and samples.
 */
export function toOpenMetrics(text: string): string {
  const counters = new Set(
    [...text.matchAll(/^# TYPE (\S+)_total counter$/gm)].map(([, name = '']) => `${name}_total`),
  );
  const lines = text.split('\n').filter((line) => line !== '');
  return `${lines.map((line) => toLine(line, counters)).join('\n')}\n# EOF\n`;
}

function toLine(line: string, counters: ReadonlySet<string>): string {
  const [, keyword, name = '', rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
  if (keyword !== undefined) {
    // The name of the family lacks the suffix `_total`, the names of its samples have it.
    const family = counters.has(name) ? name.slice(0, -'_total'.length) : name;
    return `# ${keyword} ${family} ${keyword === 'HELP' ? escapeQuotes(rest ?? '') : rest}`;
  }
  // OpenMetrics writes bucket bounds as floats: 5.0.
  return line.replace(/([{,]le=")(\d+)"/, '$1$2.0"');
}

function escapeQuotes(help: string): string {
  return help.replaceAll('"', '\\"');
}
