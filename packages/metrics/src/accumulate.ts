import type { MetricFamilies, MetricFamily } from './parse-exposition.js';

/** What only some runs tell: the value of the last one that did remains. */
const lasting = [
  'create_dump_last_success_timestamp_seconds',
  'create_dump_audit_items',
  'create_dump_audit_oldest_verification_timestamp_seconds',
];

/**
 * Adds the metrics of one run to those of all previous runs. Counters and histograms are summed; gauges take the values of the new
 * run, except that the time of the last success remains until the next success, and the state of the last audit until the next.
 */
export function accumulate(previous: MetricFamilies, run: MetricFamilies): MetricFamilies {
  const sums = new Map(
    [...run].map(([name, family]) => [name, add(previous.get(name), family)] as const),
  );
  for (const name of lasting) {
    const family = run.get(name) ?? previous.get(name);
    if (family !== undefined) sums.set(name, family);
  }
  return sums;
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

/** Adds a label to every series. */
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
