import { expect, test } from 'vitest';
import * as schedules from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(schedules).sort()).toEqual([
    'createSchedule',
    'createScheduler',
    'openHistory',
    'patternRule',
    'planDue',
    'timezoneRule',
  ]);
});
