import { expect, it } from 'vitest';
import { toOpenMetrics } from '../src/to-open-metrics.js';
import { createSampleMetrics } from './sample-metrics.js';

it('names families of counters without _total, writes bounds as floats, quotes in help escaped, and an end', () => {
  const text = [
    '# HELP a_total Some "a".',
    '# TYPE a_total counter',
    'a_total{b="c"} 1',
    '',
    '# HELP d E.',
    '# TYPE d histogram',
    'd_bucket{le="5",f="g"} 1',
    'd_bucket{le="0.5",f="g"} 1',
    'd_bucket{le="+Inf",f="g"} 1',
    '',
  ].join('\n');
  expect(toOpenMetrics(text)).toBe(
    [
      '# HELP a Some \\"a\\".',
      '# TYPE a counter',
      'a_total{b="c"} 1',
      '# HELP d E.',
      '# TYPE d histogram',
      'd_bucket{le="5.0",f="g"} 1',
      'd_bucket{le="0.5",f="g"} 1',
      'd_bucket{le="+Inf",f="g"} 1',
      '# EOF',
      '',
    ].join('\n'),
  );
});

it('leaves the plain format as it is', async () => {
  const { expose } = createSampleMetrics();
  const before = await expose('prometheus');
  expect(await expose('openmetrics')).toContain('# TYPE create_dump_errors counter\n');
  expect(await expose('prometheus')).toBe(before);
});
