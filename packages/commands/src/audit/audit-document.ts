import { type AuditReport, formatCheckpoint } from '@create-dump/snapshots';

/** The report as a JSON document, without the command. */
export function auditDocument({ ledger, failures, ...report }: AuditReport): object {
  const { problems, omitted, checkpoint } = ledger;
  return {
    ...report,
    ledger: {
      records: checkpoint?.size ?? 0,
      ok: problems.length === 0,
      problems,
      omitted,
      checkpoint: checkpoint === undefined ? null : formatCheckpoint(checkpoint),
    },
    failures: failures.map(({ code, message }) => ({ code, message })),
  };
}
