import type { MetricFamilies, MetricFamily } from './parse-exposition.js';

const lastSuccess = 'create_dump_last_success_timestamp_seconds';

/**
 * What a file of many runs holds after one more: counters and histograms go on from where they were; other values are those of
 * the newest run, except that the last success stays until there is another.
 */
export function accumulate(previous: MetricFamilies, run: MetricFamilies): MetricFamilies {
  const sums = new Map(
    [...run].map(([name, family]) => [name, add(previous.get(name), family)] as const),
  );
  const success = run.get(lastSuccess) ?? previous.get(lastSuccess);
  return success === undefined ? sums : sums.set(lastSuccess, success);
}

function add(
  previous: MetricFamily | undefined,
  { series, ...family }: MetricFamily,
): MetricFamily {
  if (family.type === 'gauge') return { ...family, series };
  const sums = [...series].map(
    ([sample, value]) => [sample, value + (previous?.series.get(sample) ?? 0)] as const,
  );
  return { ...family, series: new Map(sums) };
}

/** The same with one label more on each series. */
export function withLabel(families: MetricFamilies, name: string, value: string): MetricFamilies {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  const label = `${name}="${escaped}"`;
  const relabel = (sample: string) =>
    sample.endsWith('}') ? sample.replace('{', `{${label},`) : `${sample}{${label}}`;
  const labelled = [...families].map(([family, { series, ...rest }]) => {
    const samples = [...series].map(([sample, number]) => [relabel(sample), number] as const);
    return [family, { ...rest, series: new Map(samples) }] as const;
  });
  return new Map(labelled);
}
