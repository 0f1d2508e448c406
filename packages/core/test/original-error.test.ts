import { expect, test } from 'vitest';
import { disposalErrors, originalError } from '../src/index.js';

const failing = (message: string) => ({
  [Symbol.dispose]() {
    throw new Error(message);
  },
});

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

test('of an error and two failures to dispose, the error is the original', () => {
  const error = thrownBy(() => {
    using _outer = failing('second');
    using _inner = failing('first');
    throw new Error('original');
  });
  expect(originalError(error)).toEqual(new Error('original'));
  expect(disposalErrors(error)).toEqual([new Error('first'), new Error('second')]);
});

test('any other error is its own original', () => {
  const error = new Error('plain');
  expect(originalError(error)).toBe(error);
  expect(originalError('text')).toBe('text');
  expect(disposalErrors(error)).toEqual([]);
});
