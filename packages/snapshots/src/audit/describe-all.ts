import { join } from 'node:path';
import { displayPath } from '@create-dump/core';
import type { AuditContext, AuditedItem, AuditOptions } from './audit-options.js';
import { findCopy, type Sought } from './find-copy.js';
import type { Reading } from './read-in-full.js';
import type { Reconciled } from './reconcile.js';

interface Description {
  readonly readings: Map<string, Reading>;
  /** Items that were to be read. */
  readonly planned: ReadonlySet<string>;
  readonly reasons: ReadonlyMap<string, string>;
  readonly options: AuditOptions;
  readonly context: AuditContext;
}

/** Completes items by sentences: what is wrong, and where a whole copy is. Copies are read in full, except in a dry run. */
export async function describeAll(
  items: readonly Reconciled[],
  description: Description,
): Promise<readonly AuditedItem[]> {
  const { readings, planned, reasons } = description;
  const described: AuditedItem[] = [];
  for (const one of items) {
    const { item, what, state, size: bytes, verified, digests } = one;
    const message = await describe(one, items, description);
    described.push({
      item,
      what,
      state,
      bytes,
      sha256: readings.get(item)?.sha256 ?? digests.at(-1) ?? null,
      verified: verified?.toISOString() ?? null,
      read: planned.has(item),
      reason: reasons.get(item) ?? null,
      message,
    });
  }
  return described;
}

async function describe(
  one: Reconciled,
  items: readonly Reconciled[],
  description: Description,
): Promise<string | null> {
  const { readings, options, context } = description;
  const { item, state, file } = one;
  const place = (name: string) => displayPath(join(options.directory, name));
  const name = place(item);
  switch (state) {
    case 'unrecorded':
      return `${name} is not in the ledger. If it belongs here, --adopt records it.`;
    case 'interrupted':
      return file === undefined
        ? `The publication of ${name} was interrupted: it never appeared.`
        : `The removal of ${name} was interrupted: it is still there.`;
    case 'damaged':
    case 'missing': {
      const reading = readings.get(item);
      const what = state === 'missing' ? describeMissing(name, one) : whatIsWrong(name, reading);
      if (options.dryRun) return what;
      const origin = findOrigin(one, items, reading);
      const swapped = origin === undefined ? '' : ` Its content is that of ${place(origin.item)}.`;
      const copy = await findCopy(soughtFor(one, reading), items, readings, context.signal);
      const where =
        copy === undefined ? 'No whole copy is here.' : `A whole copy is in ${place(copy.item)}.`;
      return `${what}${swapped} ${where}`;
    }
    case 'verified':
    case 'stale':
    case 'never':
      return null;
  }
}

function describeMissing(name: string, { verified }: Reconciled): string {
  const last = verified && `${verified.toISOString().slice(0, 19)}Z`;
  const proven = last === undefined ? '' : `, and verified at ${last}`;
  return `${name} is missing: the ledger says that it was kept${proven}, and records no removal.`;
}

function whatIsWrong(name: string, reading: Reading | undefined): string {
  return reading?.damage ?? `${name} was damaged when it was last read.`;
}

/** The item whose content this one has: names that were swapped show in the digests. */
function findOrigin(
  { item, digests }: Reconciled,
  items: readonly Reconciled[],
  reading: Reading | undefined,
): Reconciled | undefined {
  const actual = reading?.sha256;
  if (actual === undefined || digests.includes(actual)) return undefined;
  return items.find((one) => one.item !== item && one.digests.includes(actual));
}

/** If the ledger doesn't know the digest, a copy must equal what was read. */
function soughtFor({ item, digests }: Reconciled, reading: Reading | undefined): Sought {
  const own = reading?.sha256;
  return { item, digests: digests.length > 0 || own === undefined ? digests : [own] };
}
