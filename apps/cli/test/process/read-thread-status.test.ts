import { expect, test } from 'vitest';
import { readThreadStatus } from '../../src/process/read-thread-status.js';

const status = (state: string, own: string, shared: string) =>
  `Name:\tnode\nState:\t${state}\nSigPnd:\t${own}\nShdPnd:\t${shared}\nvoluntary_ctxt_switches:\t4\nnonvoluntary_ctxt_switches:\t45\n`;
const none = '0000000000000000';

test.each([
  ['D (disk sleep)', none, '0000000000004000', true, true],
  ['S (sleeping)', '0000000000000002', none, true, true],
  ['S (sleeping)', none, '0000000000000001', true, true],
  ['S (sleeping)', none, none, true, false],
  ['R (running)', none, '0000000000010000', false, false],
])('%s, %s, %s', (state, own, shared, isAsleep, isStopPending) => {
  expect(readThreadStatus(status(state, own, shared))).toEqual({
    isAsleep,
    isStopPending,
    switches: '4 45',
  });
});
