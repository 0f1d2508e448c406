import { type AuditReport, formatCheckpoint, type SignatureReport } from '@create-dump/snapshots';
import type { JudgedItem } from './judge-signatures.js';

/** Verdicts on signatures; undefined if they weren't asked for. */
export interface AuditedSignatures {
  readonly items: readonly JudgedItem[] | undefined;
  readonly checkpoint: SignatureReport | undefined;
}

/** The report as a JSON document, without the command. */
export function auditDocument(
  { ledger, failures, items, ...report }: AuditReport,
  signatures: AuditedSignatures,
): object {
  const { problems, omitted, checkpoint } = ledger;
  const judged = new Map(signatures.items?.map(({ item, signature }) => [item, signature]));
  return {
    ...report,
    items: items.map((one) => {
      const signature = judged.get(one.item);
      return signature === undefined ? one : { ...one, signature };
    }),
    ...(signatures.checkpoint && { checkpointSignature: signatures.checkpoint }),
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
