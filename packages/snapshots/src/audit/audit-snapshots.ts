/*
 * Auditing what is kept. `auditSnapshots` takes a directory, reconciles it with its ledger, reads a part of the dumps and archives in
 * full, worst and longest unread first, records what it found, and returns the state of every item. The plan is pure
 * (`reconcile`, and `planAudit` of @create-dump/ledger); `readInFull` judges one file.
 */
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { AuditContext, AuditOptions, AuditReport } from './audit-options.js';

/**
 * Audits the snapshots and archives of a directory. A missing ledger is begun: it adopts what is there. Takes no lock on the
 * directory, so that other runs can work meanwhile. Damage and whatever contradicts the ledger are in the report.
 *
 * @throws {CreateDumpError} `NO_FILES_CHOSEN` if there is neither a snapshot nor a ledger, `INTEGRITY` if there is a checkpoint but no
 *   ledger, `USAGE` for a policy with two limits, `READ_FAILED`, `WRITE_FAILED`, `LOCKED`. Rejects with the signal's reason.
 */
export async function auditSnapshots(
  options: AuditOptions,
  context: AuditContext,
): Promise<AuditReport> {
  const { policy, directory } = options;
  if (policy.sample !== undefined && policy.budget !== undefined) {
    const message = `The audit of ${displayPath(directory)} has two limits: give a sample or a budget.`;
    throw new CreateDumpError('USAGE', message);
  }
  // Loaded on demand: most runs of the program audit nothing.
  const { runAudit } = await import('./run-audit.js');
  return runAudit(options, context);
}
