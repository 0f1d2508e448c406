import { expect, it } from 'vitest';
import { createMetrics } from '../src/index.js';

it('has a series of each outcome from the start, and times when they are known', async () => {
  const metrics = createMetrics({ version: '1.0.0', now: () => new Date(0) });
  const runs = metrics.trackRuns(['nightly', 'weekly']);
  const lines = async () =>
    (await metrics.expose('prometheus'))
      .split('\n')
      .filter((line) => line.startsWith('create_dump_run'));
  expect(await lines()).toHaveLength(20);
  expect(await lines()).toContain('create_dump_runs_total{run="weekly",outcome="locked"} 0');
  runs.ended('nightly', 'done');
  runs.succeeded('nightly', new Date(1500));
  runs.due('nightly', new Date(60_000));
  runs.next('nightly', new Date(120_000));
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'create_dump_runs_total{run="nightly",outcome="done"} 1',
      'create_dump_run_last_success_timestamp_seconds{run="nightly"} 1',
      'create_dump_run_due_timestamp_seconds{run="nightly"} 60',
      'create_dump_run_next_timestamp_seconds{run="nightly"} 120',
    ]),
  );
  expect(await metrics.expose('openmetrics')).toContain('create_dump_runs_total{run="nightly"');
});
