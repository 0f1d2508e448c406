/** What a calendar shows of a snapshot. */
export interface CalendarEntry {
  readonly time: Date;
  readonly isLive: boolean;
}

export interface CalendarOptions {
  /** Columns that a line may take. */
  readonly width: number;
  /** Paints the cell of a day with a live snapshot. Default: not at all. */
  readonly paint?: (cell: string) => string;
}

/** What the cells mean. */
export const calendarLegend = 'o archived   * live   2-9 several, + ten or more   . none';

/**
 * Lays out the days that have snapshots, in UTC: a line for each month, or for each week where that is too wide. A cell is one
 * character for one day. Lines without a snapshot are one line together.
 */
export function layOutCalendar(
  entries: readonly CalendarEntry[],
  { width, paint = (cell) => cell }: CalendarOptions,
): readonly string[] {
  const days = countDays(entries);
  const numbers = [...days.keys()];
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length === 0) return [];
  const sheet = width >= monthSheet.width ? monthSheet : weekSheet;
  const lines = [sheet.head];
  let empty = 0;
  const skip = () => {
    if (empty > 0) lines.push(`  (${empty} ${sheet.unit}${empty === 1 ? '' : 's'} without)`);
    empty = 0;
  };
  for (let row = sheet.rowOf(first); row.from <= last; row = sheet.rowOf(row.from + row.length)) {
    const at = Array.from({ length: row.length }, (_, index) => days.get(row.from + index));
    if (at.every((found) => found === undefined)) {
      empty++;
      continue;
    }
    skip();
    lines.push(`${row.label}  ${at.map((found) => toCell(found, paint)).join(' ')}`);
  }
  return lines;
}

interface Day {
  readonly count: number;
  readonly isLive: boolean;
}

function toCell(day: Day | undefined, paint: (cell: string) => string): string {
  if (day === undefined) return '.';
  const { count, isLive } = day;
  const cell = count > 9 ? '+' : count > 1 ? String(count) : isLive ? '*' : 'o';
  return isLive ? paint(cell) : cell;
}

const dayLength = 24 * 60 * 60 * 1000;

/** By number of the day since 1970. */
function countDays(entries: readonly CalendarEntry[]): ReadonlyMap<number, Day> {
  const days = new Map<number, Day>();
  for (const { time, isLive } of entries) {
    const number = Math.floor(time.getTime() / dayLength);
    const { count, isLive: wasLive } = days.get(number) ?? { count: 0, isLive: false };
    days.set(number, { count: count + 1, isLive: isLive || wasLive });
  }
  return days;
}

interface Row {
  readonly label: string;
  /** Number of its first day, and how many it has. */
  readonly from: number;
  readonly length: number;
}

const monthDays = Array.from({ length: 31 }, (_, at) => at + 1);

const monthSheet = {
  unit: 'month',
  width: 'YYYY-MM'.length + 1 + 2 * monthDays.length,
  // Every fifth day has its number, which takes two columns.
  head: `${' '.repeat('YYYY-MM'.length + 2)}${monthDays
    .map((number) => (number === 1 || number % 5 === 0 ? String(number) : '').padEnd(2))
    .join('')}`.trimEnd(),
  rowOf(number: number): Row {
    const date = new Date(number * dayLength);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const [from, to] = [Date.UTC(year, month), Date.UTC(year, month + 1)];
    const label = new Date(from).toISOString().slice(0, 'YYYY-MM'.length);
    return { label, from: from / dayLength, length: (to - from) / dayLength };
  },
} as const;

const weekSheet = {
  unit: 'week',
  head: `${' '.repeat('YYYY-MM-DD'.length + 2)}M T W T F S S`,
  rowOf(number: number): Row {
    // Day 0 was a Thursday; weeks begin on Monday.
    const from = number - ((((number + 3) % 7) + 7) % 7);
    const label = new Date(from * dayLength).toISOString().slice(0, 'YYYY-MM-DD'.length);
    return { label, from, length: 7 };
  },
} as const;
