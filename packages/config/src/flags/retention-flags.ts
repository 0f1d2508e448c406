import type { Setting } from '../flag.js';
import { archivingSwitches } from './archiving-flags.js';

const rule = {
  group: 'Retention (per group; without a rule, all archives are kept)',
  default: null,
  needs: archivingSwitches,
} as const;

/** Flags that decide which archives of a group are kept. */
export const retentionFlags: readonly Setting[] = [
  keep('last', 'Keep the last N archives'),
  keep('hourly', 'Keep the newest archive of each hour, for the last N hours that have archives'),
  keep('daily', 'Keep the newest archive of each day, for the last N days that have archives'),
  keep(
    'weekly',
    'Keep the newest archive of each week (from Monday), for the last N weeks that have archives',
  ),
  keep(
    'monthly',
    'Keep the newest archive of each month, for the last N months that have archives',
  ),
  keep('yearly', 'Keep the newest archive of each year, for the last N years that have archives'),
  {
    ...rule,
    key: 'keep_within',
    flag: 'keep-within',
    kind: { type: 'age' },
    value: 'DURATION',
    description: 'Keep archives at most this much older than the newest: 30d, 2y5m7d3h',
  },
];

function keep(period: string, description: string): Setting {
  return {
    ...rule,
    key: `keep_${period}`,
    flag: `keep-${period}`,
    kind: { type: 'count' },
    value: 'N',
    description,
  };
}
