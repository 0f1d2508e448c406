/** One metric with all its series. */
export interface MetricFamily {
  readonly help: string;
  readonly type: string;
  /** Name and labels of each series, as they stand in the text, to its value. */
  readonly series: Map<string, number>;
}

/** By name. */
export type MetricFamilies = Map<string, MetricFamily>;

/** Reads the text format 0.0.4 as far as this package writes it; undefined if it has anything else in it. */
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
