import { CreateDumpError } from '@create-dump/core';
import type { KeepDuration } from './keep-within.js';

/** An integer from 1 to 1,000,000, or `unlimited`. */
export type KeepCount = number | 'unlimited';

/** An item is kept if at least one rule keeps it. Without any rule, nothing is removed. */
export interface RetentionPolicy {
  readonly keepLast?: KeepCount;
  /** Keep the newest item of each of the last n hours (days, …) that have one, in UTC. Weeks begin on Monday. */
  readonly keepHourly?: KeepCount;
  readonly keepDaily?: KeepCount;
  readonly keepWeekly?: KeepCount;
  readonly keepMonthly?: KeepCount;
  readonly keepYearly?: KeepCount;
  /** Keep all items younger than this, relative to the newest item. See `parseKeepWithin`. */
  readonly keepWithin?: KeepDuration;
  /** Bytes per group. Beyond it, the oldest items are removed even if a rule keeps them; the newest and pinned ones stay. */
  readonly maxTotalSize?: number;
}

/** The rules with a count, named like the options of the command line. */
export const countRules = {
  'keep-last': 'keepLast',
  'keep-hourly': 'keepHourly',
  'keep-daily': 'keepDaily',
  'keep-weekly': 'keepWeekly',
  'keep-monthly': 'keepMonthly',
  'keep-yearly': 'keepYearly',
} as const satisfies Record<string, keyof RetentionPolicy>;

export type CountRule = keyof typeof countRules;

const maxCount = 1_000_000;

/** @throws {CreateDumpError} `USAGE`, naming the key, if a value is out of range or of the wrong type. */
export function checkPolicy(policy: RetentionPolicy): void {
  for (const key of Object.values(countRules)) {
    const count: unknown = policy[key];
    if (count === undefined || count === 'unlimited' || isWhole(count, maxCount)) continue;
    throw invalid(key, count, "a whole number from 1 to 1,000,000, or 'unlimited'");
  }
  const { maxTotalSize, keepWithin } = policy;
  if (maxTotalSize !== undefined && !isWhole(maxTotalSize, Number.MAX_SAFE_INTEGER)) {
    throw invalid('maxTotalSize', maxTotalSize, 'a whole number of bytes, at least 1');
  }
  if (keepWithin !== undefined && !isDuration(keepWithin)) {
    throw invalid('keepWithin', keepWithin, 'a non-zero duration from parseKeepWithin');
  }
}

function isWhole(value: unknown, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

function isDuration(value: KeepDuration): boolean {
  const parts: unknown[] = [value?.years, value?.months, value?.days, value?.hours];
  return (
    parts.every((part) => part === 0 || isWhole(part, maxCount)) && parts.some((part) => part !== 0)
  );
}

function invalid(key: keyof RetentionPolicy, value: unknown, expected: string): CreateDumpError {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : show(value);
  return new CreateDumpError(
    'USAGE',
    `${key} is ${shown}, but must be ${expected}. Omit it to have no such rule.`,
  );
}

function show(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
