import { createHash } from 'node:crypto';
import { dateToStamp } from '@create-dump/core';
import type { KeptSnapshot } from '../../src/index.js';

/** A snapshot of a time in minutes since 2026 began. */
export function keptOf(minute: number, { group = 'p', sequence = 0 } = {}): KeptSnapshot {
  const time = new Date(Date.UTC(2026, 0, 1, 0, minute));
  const [prefix = ''] = group.split('/', 1);
  const suffix = sequence === 0 ? '' : `-${sequence}`;
  const dumpName = `${prefix}_all_code_dump_${dateToStamp(time)}${suffix}.md`;
  return {
    id: createHash('sha256').update(`${group} ${dumpName}`).digest('hex'),
    dumpName,
    prefix,
    group,
    time,
    sequence,
    size: 1,
    live: `/dumps/${dumpName}`,
    archive: undefined,
    header: undefined,
    end: undefined,
  };
}
