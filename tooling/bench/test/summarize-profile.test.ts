import { expect, it } from 'vitest';
import { summarizeProfile } from '../src/summarize-profile.mjs';

it('adds up the time in a function, whoever calls it', () => {
  const read = { functionName: 'read', url: 'file:///app/read.js', lineNumber: 4 };
  const nodes = [
    { id: 1, callFrame: { functionName: '(idle)', url: '', lineNumber: -1 } },
    { id: 2, callFrame: read },
    { id: 3, callFrame: read },
  ];
  const profile = { nodes, samples: [2, 3, 1, 2], timeDeltas: [500, 1000, 2000, 500_000] };
  expect(summarizeProfile(profile)).toEqual({
    seconds: 0.503,
    functions: [
      { name: '(idle)', place: '', seconds: 0.5 },
      { name: 'read', place: 'read.js:5', seconds: 0.003 },
    ],
  });
});
