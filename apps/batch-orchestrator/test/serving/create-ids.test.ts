import { parseRunId } from '@create-dump/files';
import { expect, it } from 'vitest';
import { createIds } from '../../src/serving/create-ids.js';

it('gives each run an id of its own, also within a millisecond or after the clock was set back', () => {
  const times = [1000, 1000, 1000, 500, 2000];
  const createId = createIds({ pid: 1, hostname: 'a', now: () => new Date(times.shift() ?? 0) });
  const ids = Array.from({ length: 5 }, createId);
  expect(ids.map((id) => parseRunId(id)?.startedAt)).toEqual([1000, 1001, 1002, 1003, 2000]);
});
