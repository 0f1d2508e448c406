import { expect, it } from 'vitest';
import { createWorkerMetrics } from '../src/index.js';

it('counts what a worker does, with each outcome from the start', async () => {
  const metrics = createWorkerMetrics({ version: '1.2.3', slots: 4 });
  const lines = async () =>
    (await metrics.expose('prometheus')).split('\n').filter((line) => line.startsWith('create'));
  expect(await lines()).toEqual([
    'create_dump_worker_jobs_total{outcome="done"} 0',
    'create_dump_worker_jobs_total{outcome="failed"} 0',
    'create_dump_worker_jobs_total{outcome="dead"} 0',
    'create_dump_worker_active_jobs 0',
    'create_dump_worker_slots 4',
    'create_dump_worker_info{version="1.2.3"} 1',
  ]);
  metrics.active(2);
  metrics.ended('dead');
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'create_dump_worker_jobs_total{outcome="dead"} 1',
      'create_dump_worker_active_jobs 2',
    ]),
  );
  expect(await metrics.expose('openmetrics')).toMatch(/# EOF\n$/);
});
