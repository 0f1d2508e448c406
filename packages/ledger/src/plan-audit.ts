/** A file that can be read again. */
export interface AuditableItem {
  readonly item: string;
  /** In bytes. */
  readonly size: number;
  /** When it was last read and found whole. */
  readonly verified: Date | undefined;
  readonly isDamaged: boolean;
}

/** How much to read. Without a limit, everything is read. */
export interface AuditPolicy {
  /** Share of the items, from 0 to 1, rounded up. */
  readonly sample?: number;
  /** In bytes. */
  readonly budget?: number;
  /** In milliseconds: items that were verified less long ago aren't read. Damaged ones are. */
  readonly maxAge?: number;
}

export interface AuditTask<T extends AuditableItem> {
  readonly item: T;
  /** Why it is read, or isn't, in a sentence. */
  readonly reason: string;
}

export interface AuditPlan<T extends AuditableItem> {
  /** In this order. */
  readonly read: readonly AuditTask<T>[];
  readonly skip: readonly AuditTask<T>[];
}

/**
 * Plans which items to read: damaged ones first, then those never verified, then the least recently verified; ties by name. The
 * limits cut this order off, so that with any limit everything is read before anything is read twice. At least one item is read.
 */
export function planAudit<T extends AuditableItem>(
  items: readonly T[],
  policy: AuditPolicy,
  now: Date,
): AuditPlan<T> {
  const ordered = items
    .map((item) => ({ item, rank: rankOf(item, now) }))
    .sort((a, b) => a.rank - b.rank || compareNames(a.item.item, b.item.item))
    .map(({ item }) => item);
  const most = policy.sample === undefined ? Infinity : Math.ceil(items.length * policy.sample);
  const { budget = Infinity } = policy;
  const read: AuditTask<T>[] = [];
  const skip: AuditTask<T>[] = [];
  let bytes = 0;
  let isFull = false;
  for (const item of ordered) {
    const isFirst = read.length === 0;
    if (!isFirst && isYounger(item, policy.maxAge, now)) {
      skip.push({ item, reason: `${lastVerified(item)}, which is not long enough ago.` });
      continue;
    }
    isFull ||= !isFirst && (read.length >= most || bytes + item.size > budget);
    bytes += item.size;
    if (isFull) skip.push({ item, reason: `${lastVerified(item)}; the limit is reached.` });
    else read.push({ item, reason: whyRead(item) });
  }
  return { read, skip };
}

/** -2 for damaged items, -1 for those never verified, then milliseconds. A time in the future proves nothing. */
function rankOf({ isDamaged, verified }: AuditableItem, now: Date): number {
  if (isDamaged) return -2;
  return verified === undefined || verified > now ? -1 : verified.getTime();
}

function isYounger(item: AuditableItem, maxAge: number | undefined, now: Date): boolean {
  const rank = rankOf(item, now);
  return maxAge !== undefined && rank >= 0 && now.getTime() - rank < maxAge;
}

function whyRead(item: AuditableItem): string {
  return item.isDamaged ? 'It was damaged.' : `${lastVerified(item)}.`;
}

function lastVerified({ verified }: AuditableItem): string {
  if (verified === undefined) return 'It was never verified';
  return `It was last verified at ${verified.toISOString().slice(0, 19)}Z`;
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
