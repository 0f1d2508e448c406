import { expect, it } from 'vitest';
import { createRepeater } from '../../src/file-system/create-repeater.js';

const failure = (code: string) => Object.assign(new Error(code), { code });

it('repeats what may pass, and tells each time', () => {
  const told: string[] = [];
  const repeat = createRepeater(
    (why) => told.push(why),
    () => {},
  );
  let calls = 0;
  const result = repeat(() => {
    if (++calls < 3) throw failure('EAGAIN');
    return 'listed';
  }, '/d');
  expect(result).toBe('listed');
  expect(told).toHaveLength(2);
  expect(told[0]).toBe('/d: EAGAIN');
});

it('does not repeat what stays as it is', () => {
  let calls = 0;
  const call = () => {
    calls++;
    throw failure('EACCES');
  };
  expect(() => createRepeater()(call, '/d')).toThrow('EACCES');
  expect(calls).toBe(1);
});

it('waits for a whole tree only so often', () => {
  let pauses = 0;
  const repeat = createRepeater(undefined, () => pauses++);
  let calls = 0;
  const call = () => {
    calls++;
    throw failure('ESTALE');
  };
  for (let file = 0; file < 1000; file++) expect(() => repeat(call, '/d')).toThrow('ESTALE');
  expect(pauses).toBeGreaterThan(90);
  expect(pauses).toBeLessThan(110);
  expect(calls).toBe(1000 + pauses);
});
