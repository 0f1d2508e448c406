/** One metric with all its series. */
export interface MetricFamily {
  readonly help: string;
  readonly type: string;
  /** Maps name and labels of each series, as written in the text, to its value. */
  readonly series: Map<string, number>;
}

/** Keyed by name. */
export type MetricFamilies = Map<string, MetricFamily>;

/** Parses the subset of text format 0.0.4 that this package writes; undefined if the text contains anything else. */
export function parseExposition(text: string): MetricFamilies | undefined {
  const families: MetricFamilies = new Map();
  let help = '';
  let series: MetricFamily['series'] | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, keyword, name = '', rest = ''] =
      /^# (HELP|TYPE) (create_dump_\w+) (.+)$/.exec(line) ?? [];
    const [, sample, value] = /^(create_dump_\w+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (keyword === 'HELP') {
      help = rest;
    } else if (keyword === 'TYPE') {
      series = new Map();
      families.set(name, { help, type: rest, series });
    } else if (sample !== undefined && series !== undefined && Number.isFinite(Number(value))) {
      series.set(sample, Number(value));
    } else {
      return undefined;
    }
  }
  return families;
}

/** The inverse of {@link parseExposition}. */
export function formatExposition(families: MetricFamilies): string {
  const blocks = [...families].map(([name, { help, type, series }]) =>
    [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...[...series].map(([sample, value]) => `${sample} ${value}`),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}
