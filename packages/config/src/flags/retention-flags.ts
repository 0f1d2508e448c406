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
  keep('hourly', 'Keep the last archive of each of the last N hours that have any'),
  keep('daily', 'Keep the last archive of each of the last N days that have any'),
  keep('weekly', 'Keep the last archive of each of the last N weeks that have any (from Monday)'),
  keep('monthly', 'Keep the last archive of each of the last N months that have any'),
  keep('yearly', 'Keep the last archive of each of the last N years that have any'),
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
