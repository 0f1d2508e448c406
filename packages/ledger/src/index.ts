/*
 * An append-only, hash-chained ledger of what happens to kept files. Acts come in, before they happen, and are on the disk when
 * `append` resolves; the chain, a Merkle root and a checkpoint that is kept elsewhere prove later that no line was changed or
 * removed. From the records come the state of each kept file and a plan of which files to read again.
 */
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.js';
export {
  checkLedger,
  type CheckLedgerOptions,
  type LedgerProblem,
  type LedgerReport,
} from './check-ledger.js';
export { createLedger, type Ledger, type LedgerOptions } from './create-ledger.js';
export { createItemStates, type ItemState } from './create-item-states.js';
export { createMerkleRoot, type MerkleRoot } from './create-merkle-root.js';
export type { LedgerAct, LedgerEntry, LedgerRecord } from './ledger-record.js';
export {
  type AuditPlan,
  type AuditPolicy,
  type AuditTask,
  type AuditableItem,
  planAudit,
} from './plan-audit.js';
