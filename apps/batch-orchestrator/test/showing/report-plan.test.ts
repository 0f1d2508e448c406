import { batchCommand } from '@create-dump/commands';
import { createSchedule } from '@create-dump/schedules';
import { expect, it } from 'vitest';
import type { Configuration, ConfiguredRun } from '../../src/configuration/configuration.js';
import { reportPlan } from '../../src/showing/report-plan.js';

it('shows the next times of each run in its time zone, through a clock change', () => {
  const timezone = 'Europe/Berlin';
  const run = {
    name: 'nightly',
    timezone,
    command: batchCommand,
    schedule: createSchedule({ pattern: '30 2 * * *', timezone }),
  } as ConfiguredRun;
  const text = reportPlan(
    { runs: [run] } as unknown as Configuration,
    new Date('2026-03-27T12:00:00Z'),
  );
  expect(text).toBe(`RUN      COMMAND  DUE
nightly  batch    2026-03-28 02:30 GMT+1
                  2026-03-29 03:00 GMT+2
                  2026-03-30 02:30 GMT+2
`);
});
