interface Checkpoint {
    readonly origin: string;
    readonly size: number;
    readonly root: Buffer;
}
declare function formatCheckpoint({ origin, size, root }: Checkpoint): string;
declare function parseCheckpoint(text: string, name: string): Checkpoint;
type LedgerAct = "adopt" | "publish" | "archive" | "remove" | "quarantine" | "unchanged" | "verified" | "damaged";
interface LedgerEntry {
    readonly act: LedgerAct;
    readonly item: string;
    readonly sha256?: string;
    readonly to?: string;
    readonly tree?: string;
    readonly commit?: string;
    readonly reasons?: readonly string[];
    readonly by?: "stat" | "content" | "commit";
    readonly reread?: number;
    readonly done?: true;
}
interface LedgerRecord extends Omit<LedgerEntry, "act"> {
    readonly seq: number;
    readonly prev: string;
    readonly time: string;
    readonly run: string;
    readonly act: string;
}
interface CheckLedgerOptions {
    readonly onRecord?: (record: LedgerRecord) => void;
    readonly checkpoint?: Checkpoint;
    readonly signal?: AbortSignal;
}
interface LedgerProblem {
    readonly line: number;
    readonly message: string;
}
interface LedgerReport {
    readonly checkpoint: Checkpoint | undefined;
    readonly problems: readonly LedgerProblem[];
    readonly omitted: number;
    readonly time: Date | undefined;
}
declare function checkLedger(path: string, { onRecord, checkpoint, signal }?: CheckLedgerOptions): Promise<LedgerReport>;
interface LedgerOptions {
    readonly path: string;
    readonly runId: string;
    readonly hostname?: string;
    readonly mode?: number;
    readonly wait?: number;
}
interface Ledger {
    append(entries: readonly LedgerEntry[], time: Date, signal?: AbortSignal): Promise<readonly LedgerRecord[]>;
}
declare function createLedger(options: LedgerOptions): Ledger;
interface ItemState {
    readonly item: string;
    readonly status: "kept" | "begun" | "gone";
    readonly digests: readonly string[];
    readonly verified: Date | undefined;
    readonly damaged: Date | undefined;
    readonly run: string;
}
interface ItemStates {
    add(record: LedgerRecord): void;
    readonly items: ReadonlyMap<string, ItemState>;
}
declare function createItemStates(): ItemStates;
interface MerkleRoot {
    add(leaf: Uint8Array): void;
    root(): Buffer;
    size(): number;
}
declare function createMerkleRoot(): MerkleRoot;
interface AuditableItem {
    readonly item: string;
    readonly size: number;
    readonly verified: Date | undefined;
    readonly isDamaged: boolean;
}
interface AuditPolicy {
    readonly sample?: number;
    readonly budget?: number;
    readonly maxAge?: number;
}
interface AuditTask<T extends AuditableItem> {
    readonly item: T;
    readonly reason: string;
}
interface AuditPlan<T extends AuditableItem> {
    readonly read: readonly AuditTask<T>[];
    readonly skip: readonly AuditTask<T>[];
}
declare function planAudit<T extends AuditableItem>(items: readonly T[], policy: AuditPolicy, now: Date): AuditPlan<T>;
export { type AuditPlan, type AuditPolicy, type AuditTask, type AuditableItem, type CheckLedgerOptions, type Checkpoint, type ItemState, type Ledger, type LedgerAct, type LedgerEntry, type LedgerOptions, type LedgerProblem, type LedgerRecord, type LedgerReport, type MerkleRoot, checkLedger, createItemStates, createLedger, createMerkleRoot, formatCheckpoint, parseCheckpoint, planAudit };
