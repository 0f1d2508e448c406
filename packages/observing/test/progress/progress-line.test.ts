import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/progress/cut-text.js';
import { progressLine, type ProgressView } from '../../src/progress/progress-line.js';
import { createPaint } from '../../src/paint.js';

const paint = createPaint(false);
const view: ProgressView = {
  what: 'Dumping',
  fraction: 0.43,
  counts: '33,812/78,600 files',
  bytes: 612_300_000,
  speed: 540_100_000,
  secondsLeft: 1.5,
  secondsGone: 2,
};
const line = (changes: Partial<ProgressView>, width: number, unicode = false) =>
  progressLine({ ...view, ...changes }, { width, paint, unicode });

describe('progressLine', () => {
  it('shows every part and fills the rest with a bar', () => {
    expect(line({}, 79)).toBe(
      'Dumping  43% =====------  33,812/78,600 files  612.3 MB  540.1 MB/s   0:02 left',
    );
    expect(line({}, 79)).toHaveLength(79);
    expect(line({}, 139, true)).toContain(`${'━'.repeat(17)}${'─'.repeat(23)}`);
  });

  it('drops the least important parts if there is no room', () => {
    expect(line({}, 60)).toBe('Dumping  43%  33,812/78,600 files  612.3 MB   0:02 left');
    expect(line({}, 40)).toBe('Dumping  43% ======---------   0:02 left');
    expect(line({ what: 'Verifying some-project_all_code_dump.md' }, 30)).toBe(
      'Verifying ...  43%   0:02 left',
    );
  });

  it('shows the elapsed time if the total is unknown', () => {
    const unknown = { fraction: undefined, secondsLeft: undefined, speed: undefined };
    expect(line({ ...unknown, what: 'Looking for files', counts: '', bytes: 0 }, 79)).toBe(
      'Looking for files  0:02',
    );
  });

  it('is never wider than the terminal, whatever the name', () => {
    const views = fc.record({
      what: fc.string({ unit: 'grapheme' }),
      fraction: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      counts: fc.constantFrom('', '5 files', '33,812/78,600 files'),
      bytes: fc.nat(),
      speed: fc.option(fc.nat(), { nil: undefined }),
      secondsLeft: fc.option(fc.nat(), { nil: undefined }),
      secondsGone: fc.nat(),
    });
    fc.assert(
      fc.property(views, fc.integer({ min: 16, max: 200 }), fc.boolean(), (any, width, unicode) => {
        const drawn = progressLine(any, { width, paint, unicode }).replaceAll(/[━─…]/gu, '-');
        expect(textWidth(drawn)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
