/** Prometheus' text format 0.0.4, or OpenMetrics 1.0. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/**
 * Chooses the format for an `Accept` header: OpenMetrics 1.0 if the client prefers it to plain text, as Prometheus does; otherwise
 * plain text.
 */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  const ranges = (accept ?? '').toLowerCase().split(',').map(parseRange);
  const best = (matches: (range: MediaRange) => boolean) =>
    Math.max(0, ...ranges.filter(matches).map(({ quality }) => quality));
  const openMetrics = best(
    ({ type, version }) =>
      type === 'application/openmetrics-text' && (version === undefined || version === '1.0.0'),
  );
  const plain = best(({ type }) => type === 'text/plain' || type === 'text/*' || type === '*/*');
  return openMetrics > 0 && openMetrics >= plain ? 'openmetrics' : 'prometheus';
}

interface MediaRange {
  readonly type: string;
  readonly version: string | undefined;
  readonly quality: number;
}

function parseRange(range: string): MediaRange {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const valueOf = (name: string) =>
    parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
  const quality = Number(valueOf('q') ?? 1);
  return { type, version: valueOf('version'), quality: quality >= 0 ? quality : 0 };
}
