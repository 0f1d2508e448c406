import { displayPath, formatByteSize } from '@create-dump/core';
import { counted, formatSummary, grouped, type Paint, tableOf } from '@create-dump/observing';
import type { AuditedItem, AuditReport } from '@create-dump/snapshots';
import type { AuditedSignatures } from './audit-document.js';

interface LineOptions {
  readonly quiet: boolean;
  /** Also list what wasn't read, and say why. */
  readonly verbose: boolean;
  readonly paint: Paint;
  /** Of the terminal. Default: no limit. */
  readonly width: number | undefined;
}

/** A table of the items that were read, would be read, or aren't as they should be. Empty if there is none. */
export function auditTable(
  { items, dryRun }: Pick<AuditReport, 'items' | 'dryRun'>,
  { quiet, verbose, paint, width }: LineOptions,
): string {
  const isShown = (one: AuditedItem) =>
    quiet ? isWrong(one) : verbose || one.read || one.message !== null;
  const shown = items.filter(isShown);
  if (shown.length === 0) return '';
  const names = ['STATE', 'SIZE', 'VERIFIED', 'NAME'];
  const head = verbose ? [...names, 'WHY'] : names;
  const rows = shown.map((one) => {
    const { item, state, bytes, reason, verified } = one;
    const word = dryRun && one.read && !isWrong(one) ? 'would read' : state;
    const cells = [
      word,
      formatByteSize(bytes),
      verified?.slice(0, 10) ?? 'never',
      displayPath(item),
      reason ?? '',
    ];
    return cells.slice(0, head.length);
  });
  const table = tableOf([head, ...rows], { right: [1], width });
  return table.replaceAll(/^(?:verified|damaged|missing|unrecorded)/gmu, (state) =>
    paint(state === 'verified' ? 'green' : 'red', state),
  );
}

function isWrong({ state }: AuditedItem): boolean {
  return state === 'damaged' || state === 'missing' || state === 'unrecorded';
}

/** How much was read, how many items are wrong, and how long the oldest wasn't read. */
export function auditSummary(
  report: AuditReport,
  signatures: AuditedSignatures,
  paint: Paint,
): string {
  const { items, counts, bytes, dryRun, ledger, oldestVerification } = report;
  const read = items.filter((one) => one.read);
  const planned = read.reduce((sum, one) => sum + one.bytes, 0);
  const size = formatByteSize(dryRun ? planned : bytes);
  const wrong = (count: number) => (count > 0 ? paint('red', grouped(count)) : '');
  const isBroken = ledger.problems.length > 0;
  return formatSummary(
    [
      [
        dryRun ? 'would read' : 'read',
        `${grouped(read.length)} of ${counted(items.length, 'item')}, ${size}`,
      ],
      ['damaged', wrong(counts.damaged)],
      ['missing', wrong(counts.missing)],
      ['unrecorded', wrong(counts.unrecorded)],
      ['interrupted', counts.interrupted > 0 ? grouped(counts.interrupted) : ''],
      ['never read', counts.never > 0 ? grouped(counts.never) : ''],
      [
        'longest unread',
        oldestVerification === null ? '' : `since ${oldestVerification.slice(0, 10)}`,
      ],
      ['signatures', signaturesText(signatures, paint)],
      ['ledger', isBroken ? paint('red', 'broken') : ledgerText(report)],
    ],
    paint,
  );
}

function signaturesText({ items }: AuditedSignatures, paint: Paint): string {
  if (items === undefined) return '';
  const bad = items.filter(({ signature }) => signature.state !== 'valid').length;
  const valid = `${grouped(items.length - bad)} valid`;
  return bad === 0 ? valid : `${valid}, ${paint('red', `${grouped(bad)} not`)}`;
}

function ledgerText({ ledger: { checkpoint }, isNew, dryRun }: AuditReport): string {
  if (checkpoint === undefined) return isNew && dryRun ? 'would be begun' : 'empty';
  return `${counted(checkpoint.size, 'record')}${isNew ? ', begun' : ''}`;
}
