import { CreateDumpError } from '@create-dump/core';
import type { World } from './world.js';

/** Whether `SOURCE_DATE_EPOCH` is set: then a dump must not depend on where the tree is. */
export function isTimeFixed({ env }: Pick<World, 'env'>): boolean {
  return (env['SOURCE_DATE_EPOCH'] ?? '') !== '';
}

/**
 * The only time in a dump: the current time, or `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/).
 * @throws {CreateDumpError} `USAGE` if that isn't a number of seconds.
 */
export function runTime({ env, now }: Pick<World, 'env' | 'now'>): Date {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (epoch === undefined || epoch === '') return now();
  // Until the end of 9999: a dump's name has four digits for the year.
  if (!/^\d{1,12}$/.test(epoch) || Number(epoch) > 253_402_300_799) {
    throw new CreateDumpError(
      'USAGE',
      `SOURCE_DATE_EPOCH "${epoch}" is not a number of seconds since 1970.`,
    );
  }
  return new Date(Number(epoch) * 1000);
}
