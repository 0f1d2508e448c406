import { expect, it } from 'vitest';
import { judgeGoals } from '../src/judge-goals.mjs';
import type { Goal } from '../src/judge-goals.mjs';

const results = [
  { name: 'ours', samples: [3, 1, 2], cpuSamples: [3, 4, 2], peakBytes: 200e6 },
  { name: 'tar', samples: [4, 4, 9], cpuSamples: [2, 2, 2], peakBytes: undefined },
];

it.each<[Goal, string, string, boolean]>([
  [{ kind: 'ratio', of: 'ours', to: 'tar', atMost: 0.5 }, 'ours / tar ≤ 0.5×', '0.50×', true],
  [{ kind: 'ratio', of: 'ours', to: 'tar', atMost: 0.4 }, 'ours / tar ≤ 0.4×', '0.50×', false],
  [{ kind: 'ratio', of: 'tar', to: 'ours', atLeast: 2 }, 'tar / ours ≥ 2×', '2.00×', true],
  [{ kind: 'ratio', of: 'tar', to: 'ours', atLeast: 3 }, 'tar / ours ≥ 3×', '2.00×', false],
  [
    { kind: 'cpu ratio', of: 'ours', to: 'tar', atMost: 1.5 },
    'processor time: ours / tar ≤ 1.5×',
    '1.50×',
    true,
  ],
  [{ kind: 'memory', of: 'ours', atMost: 200e6 }, 'memory of ours ≤ 200 MB', '200 MB', true],
  [{ kind: 'memory', of: 'ours', atMost: 199e6 }, 'memory of ours ≤ 199 MB', '200 MB', false],
  [{ kind: 'time', of: 'ours', atMost: 0.6 }, 'ours ≤ 600 ms', '2.00 s', false],
])('judges %j', (goal, text, measured, met) => {
  expect(judgeGoals([goal], results)).toMatchObject([{ goal: text, measured, met }]);
});

it.each<Goal>([
  { kind: 'ratio', of: 'ours', to: 'repomix', atMost: 1 },
  { kind: 'memory', of: 'tar', atMost: 1 },
  { kind: 'cpu ratio', of: 'ours', to: 'repomix', atMost: 1 },
])('says of %j that it was not measured', (goal) => {
  expect(judgeGoals([goal], results)).toMatchObject([{ measured: 'not measured', met: undefined }]);
});

it.each([
  ['all rounds meet the goal', [1, 1, 1, 1], false],
  ['one outlier in four does not', [1, 1, 1, 3], false],
  ['rounds of the middle half do not', [1, 1, 3, 3], true],
])('tells whether a verdict is within the noise: %s', (_, samples, isNoisy) => {
  const measured = { name: 'ours', samples, cpuSamples: [], peakBytes: undefined };
  const goal: Goal = { kind: 'time', of: 'ours', atMost: 2 };
  expect(judgeGoals([goal], [measured])).toMatchObject([{ met: true, isNoisy }]);
});
