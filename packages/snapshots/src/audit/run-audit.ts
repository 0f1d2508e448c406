import { checkLedger, planAudit } from '@create-dump/ledger';
import type { CreateDumpError } from '@create-dump/core';
import { ledgerPath } from '../ledger/ledger-path.js';
import type { AuditContext, AuditedItem, AuditOptions, AuditReport } from './audit-options.js';
import { describeAll } from './describe-all.js';
import { readPlanned } from './read-planned.js';
import type { Reading } from './read-in-full.js';
import { type AuditState, auditStates } from './reconcile.js';
import { type Stock, takeStock } from './take-stock.js';

/** Takes stock, plans, reads, records, and reports. A dry run ends after planning. */
export async function runAudit(options: AuditOptions, context: AuditContext): Promise<AuditReport> {
  const stock = await takeStock(options, context);
  const { process, observe } = context;
  const present = stock.items.filter(({ file, state }) => file && state !== 'unrecorded');
  const plan = planAudit(present, options.policy, process.now);
  const reasons = new Map(
    [...plan.read, ...plan.skip].map(({ item, reason }) => [item.item, reason]),
  );
  const planned = plan.read.map(({ item }) => item);
  const outcome = options.dryRun
    ? { items: planned, readings: new Map<string, Reading>(), failures: [], bytes: 0 }
    : await readPlanned(planned, { stock, options, context });
  const isRead = new Set(planned);
  const rest = stock.items.filter((item) => !isRead.has(item));
  const items = await describeAll([...outcome.items, ...rest], {
    ...outcome,
    planned: new Set(planned.map(({ item }) => item)),
    reasons,
    options,
    context,
  });
  const { bytes, failures } = outcome;
  const report = await conclude({ stock, items, bytes, failures }, options);
  const { counts, oldestVerification } = report;
  if (!options.dryRun)
    observe({ type: 'audit-finished', items: counts, oldestVerification, bytes });
  return report;
}

interface Conclusion {
  readonly stock: Stock;
  readonly items: readonly AuditedItem[];
  readonly bytes: number;
  readonly failures: readonly CreateDumpError[];
}

async function conclude(
  { stock, items, bytes, failures }: Conclusion,
  { directory, dryRun }: AuditOptions,
): Promise<AuditReport> {
  const counts = Object.fromEntries(auditStates.map((state) => [state, 0])) as Record<
    AuditState,
    number
  >;
  for (const { state } of items) counts[state]++;
  const { problems = [], omitted = 0 } = stock.states?.report ?? {};
  const checkpoint = dryRun
    ? stock.states?.report.checkpoint
    : (await checkLedger(ledgerPath(directory))).checkpoint;
  const oldestVerification = findOldest(items);
  const ledger = { problems, omitted, checkpoint };
  const { isNew } = stock;
  return { directory, dryRun, isNew, ledger, items, counts, oldestVerification, bytes, failures };
}

function findOldest(items: readonly AuditedItem[]): string | null {
  const kept = items.filter(({ state }) => state !== 'unrecorded' && state !== 'interrupted');
  if (kept.some(({ verified }) => verified === null)) return null;
  return kept.reduce<string | null>(
    (oldest, { verified }) => (oldest === null || (verified ?? '') < oldest ? verified : oldest),
    null,
  );
}
