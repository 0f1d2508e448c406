import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOutCalendar } from '../../src/history/lay-out-calendar.js';

const entry = (text: string, isLive = false) => ({ time: new Date(text), isLive });

const entries = [
  entry('2025-06-30T23:59:59Z'),
  entry('2025-10-01T00:00:00Z'),
  ...Array.from({ length: 10 }, (_, hour) => entry(`2025-10-31T0${hour}:00:00Z`)),
  entry('2025-11-01T10:00:00Z'),
  entry('2025-11-01T12:00:00Z', true),
  entry('2025-11-02T12:00:00Z', true),
];

it('has a line for each month, where there is room', () => {
  expect(layOutCalendar(entries, { width: 70 }).join('\n')).toMatchInlineSnapshot(`
    "         1       5         10        15        20        25        30
    2025-06  . . . . . . . . . . . . . . . . . . . . . . . . . . . . . o
      (3 months without)
    2025-10  o . . . . . . . . . . . . . . . . . . . . . . . . . . . . . +
    2025-11  2 * . . . . . . . . . . . . . . . . . . . . . . . . . . . ."
  `);
});

it('has a line for each week otherwise', () => {
  expect(layOutCalendar(entries, { width: 69 }).join('\n')).toMatchInlineSnapshot(`
    "            M T W T F S S
    2025-06-30  o . . . . . .
      (12 weeks without)
    2025-09-29  . . o . . . .
      (3 weeks without)
    2025-10-27  . . . . + 2 *"
  `);
});

it('paints the days with live snapshots', () => {
  const lines = layOutCalendar(entries, { width: 80, paint: (cell) => `<${cell}>` });
  expect(lines.join('').match(/<.>/gu)).toEqual(['<2>', '<*>']);
});

it('is empty without snapshots', () => {
  expect(layOutCalendar([], { width: 80 })).toEqual([]);
});

it('shows each day once, in any width, and no line is too wide', () => {
  const day = fc.integer({ min: -3000, max: 20_000 });
  fc.assert(
    fc.property(
      fc.array(day, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 26, max: 100 }),
      (days, width) => {
        const all = days.map((number) => ({ time: new Date(number * 86_400_000), isLive: false }));
        const lines = layOutCalendar(all, { width });
        expect(lines.filter((line) => line.length > width)).toEqual([]);
        const cells = lines
          .slice(1)
          .flatMap((line) => (line.startsWith(' ') ? [] : (line.split('  ')[1] ?? '')));
        const count = cells
          .join(' ')
          .split(' ')
          .filter((cell) => cell !== '.').length;
        expect(count).toBe(new Set(days).size);
      },
    ),
  );
});
