import {
  type Arguments,
  readChoice,
  readList,
  readMode,
  readSwitch,
  readText,
  usage,
} from '@create-dump/command-line';

const countNames = {
  keepLast: 'keep-last',
  keepHourly: 'keep-hourly',
  keepDaily: 'keep-daily',
  keepWeekly: 'keep-weekly',
  keepMonthly: 'keep-monthly',
  keepYearly: 'keep-yearly',
} as const;

/** Reads the options for archiving and retention. Throws `USAGE` naming the option. */
export function readKeepingArguments(argv: Arguments) {
  const includeCurrent = readSwitch(argv, 'include-current', false);
  return {
    search: readSwitch(argv, 'search', false),
    archiveFormat: readChoice(argv, 'archive-format', ['zip', 'tar.gz']) ?? 'zip',
    includeCurrent,
    keepLatest: readSwitch(argv, 'keep-latest', !includeCurrent),
    cleanRoot: readSwitch(argv, 'clean-root', false),
    noRemove: !readSwitch(argv, 'remove', true),
    dumpPattern: readPattern(argv, 'dump-pattern'),
    pins: readList(argv, 'pin') ?? [],
    ledger: readSwitch(argv, 'ledger', false),
    mode: readMode(argv, 'mode'),
    counts: readCounts(argv),
    keepWithin: readText(argv, 'keep-within'),
  } as const;
}

export type KeepingArguments = ReturnType<typeof readKeepingArguments>;

/** Reads them for a command that archives only on request; undefined if archiving isn't requested. */
export function readKeepingRequest(argv: Arguments) {
  const keeping = readKeepingArguments(argv);
  const all = readSwitch(argv, 'archive-all', false);
  const isAsked = all || readSwitch(argv, 'archive', false) || keeping.includeCurrent;
  return isAsked ? { ...keeping, all } : undefined;
}

type Counts = { readonly [key in keyof typeof countNames]?: number | 'unlimited' };

function readCounts(argv: Arguments): Counts {
  const counts = Object.entries(countNames).map(([key, name]) => [key, readCount(argv, name)]);
  return Object.fromEntries(counts.filter(([, count]) => count !== undefined)) as Counts;
}

function readCount(argv: Arguments, name: string): number | 'unlimited' | undefined {
  const text = readText(argv, name);
  if (text === undefined || text === 'unlimited') return text;
  if (/^[1-9]\d{0,6}$/.test(text) && Number(text) <= 1_000_000) return Number(text);
  throw usage(
    `--${name} "${text}" must be a whole number from 1 to 1000000, or unlimited. Leave it out to disable the rule.`,
  );
}

function readPattern(argv: Arguments, name: string): string | undefined {
  const pattern = readText(argv, name);
  try {
    if (pattern !== undefined) RegExp(pattern);
  } catch (cause) {
    throw usage(`--${name} is not a regular expression: ${String(cause).slice(0, 300)}`);
  }
  return pattern;
}
