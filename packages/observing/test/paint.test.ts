import { describe, expect, it } from 'vitest';
import { createPaint, hasColors } from '../src/paint.js';

describe('hasColors', () => {
  const terminal = { isTTY: true };
  const pipe = { isTTY: false };
  it.each([
    [undefined, terminal, {}, true],
    [undefined, pipe, {}, false],
    [undefined, terminal, { TERM: 'dumb' }, false],
    [undefined, terminal, { NO_COLOR: '1' }, false],
    [undefined, terminal, { NO_COLOR: '' }, true],
    [undefined, pipe, { FORCE_COLOR: '1' }, true],
    [undefined, pipe, { FORCE_COLOR: '' }, true],
    [undefined, terminal, { FORCE_COLOR: '0' }, false],
    [undefined, pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [true, pipe, { NO_COLOR: '1' }, true],
    [false, terminal, { FORCE_COLOR: '1' }, false],
  ])('with --color %s, %j and %j is %s', (color, stream, env, expected) => {
    expect(hasColors({ color }, stream, { env })).toBe(expected);
  });
});

describe('createPaint', () => {
  it('adds escape sequences only with colours', () => {
    expect(createPaint(true)('red', 'text')).toBe('\u001B[31mtext\u001B[39m');
    expect(createPaint(false)('red', 'text')).toBe('text');
  });
});
