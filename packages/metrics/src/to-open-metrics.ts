/**
 * The same metrics in OpenMetrics 1.0. (prom-client can write that format, but forgets the names of counters once it has.)
 * Takes what prom-client writes: a family is its HELP, TYPE and samples.
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
    // The family has the name without the suffix, its samples have it with it.
    const family = counters.has(name) ? name.slice(0, -'_total'.length) : name;
    return `# ${keyword} ${family} ${keyword === 'HELP' ? escapeQuotes(rest ?? '') : rest}`;
  }
  // Bounds are floats there: 5.0.
  return line.replace(/([{,]le=")(\d+)"/, '$1$2.0"');
}

function escapeQuotes(help: string): string {
  return help.replaceAll('"', '\\"');
}
