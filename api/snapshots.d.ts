import { ArchiveFormat } from "@create-dump/archiver";
import { Observe, CreateDumpError, RecordAct } from "@create-dump/core";
import { RunIdOptions } from "@create-dump/files";
import { RetentionPolicy } from "@create-dump/retention";
export { RetentionPolicy, parseKeepWithin } from "@create-dump/retention";
import { AuditPolicy, Checkpoint, LedgerReport, Ledger } from "@create-dump/ledger";
export { Checkpoint, formatCheckpoint, parseCheckpoint } from "@create-dump/ledger";
import { ByteSource, SnapshotReport } from "@create-dump/markdown-reader";
interface KeepingOptions {
    readonly directory: string;
    readonly search: boolean;
    readonly groups?: readonly string[];
    readonly dumpPattern?: string;
    readonly archiveFormat: ArchiveFormat;
    readonly mode?: number;
    readonly includeCurrent: boolean;
    readonly keepLatest: boolean;
    readonly policy: RetentionPolicy;
    readonly pins: readonly string[];
    readonly cleanRoot: boolean;
    readonly noRemove: boolean;
    readonly ledger?: boolean;
    readonly dryRun: boolean;
    readonly required?: readonly string[];
    readonly upcoming?: readonly UpcomingDump[];
}
interface UpcomingDump {
    readonly path: string;
    readonly prefix: string;
    readonly tree?: string | undefined;
    readonly time: Date;
}
interface KeepingContext {
    readonly process: RunIdOptions;
    readonly observe: Observe;
    readonly signal: AbortSignal;
    readonly isLocked?: boolean;
}
interface KeepingOutcome {
    readonly archived: readonly {
        readonly dump: string;
        readonly path: string;
        readonly bytes: number;
    }[];
    readonly quarantined: readonly {
        readonly from: string;
        readonly to: string;
    }[];
    readonly removed: readonly string[];
    readonly failures: readonly CreateDumpError[];
}
interface KeepingDecision {
    readonly action: "archive" | "leave" | "keep" | "remove" | "quarantine" | "ignore" | "damaged";
    readonly what: "snapshot" | "archive" | "report" | "file";
    readonly path: string;
    readonly group?: string;
    readonly tree?: string;
    readonly reasons: readonly string[];
}
interface KeepingReport extends KeepingOutcome {
    readonly directory: string;
    readonly dryRun: boolean;
    readonly decisions: readonly KeepingDecision[];
}
declare function keepSnapshots(options: KeepingOptions, context: KeepingContext): Promise<KeepingReport>;
type AuditState = "verified" | "stale" | "never" | "damaged" | "missing" | "unrecorded" | "interrupted";
declare const auditStates: readonly AuditState[];
interface AuditOptions {
    readonly directory: string;
    readonly policy: AuditPolicy;
    readonly dryRun: boolean;
    readonly adopt?: boolean;
    readonly checkpoint?: Checkpoint;
    readonly mode?: number;
}
interface AuditContext {
    readonly process: RunIdOptions;
    readonly now: () => Date;
    readonly observe: Observe;
    readonly signal: AbortSignal;
}
interface AuditedItem {
    readonly item: string;
    readonly what: "snapshot" | "archive";
    readonly state: AuditState;
    readonly bytes: number;
    readonly sha256: string | null;
    readonly verified: string | null;
    readonly read: boolean;
    readonly reason: string | null;
    readonly message: string | null;
}
interface AuditReport {
    readonly directory: string;
    readonly dryRun: boolean;
    readonly isNew: boolean;
    readonly ledger: Pick<LedgerReport, "problems" | "omitted"> & {
        readonly checkpoint: Checkpoint | undefined;
    };
    readonly items: readonly AuditedItem[];
    readonly counts: Readonly<Record<AuditState, number>>;
    readonly oldestVerification: string | null;
    readonly bytes: number;
    readonly failures: readonly CreateDumpError[];
}
declare function auditSnapshots(options: AuditOptions, context: AuditContext): Promise<AuditReport>;
interface DestinationLedgerOptions {
    readonly directory: string;
    readonly begin: boolean;
    readonly mode?: number | undefined;
    readonly process: RunIdOptions;
    readonly now?: (() => Date) | undefined;
    readonly signal?: AbortSignal | undefined;
}
interface DestinationLedger {
    readonly record: RecordAct;
    readonly ledger: Ledger;
}
declare function openDestinationLedger(options: DestinationLedgerOptions): Promise<DestinationLedger | undefined>;
interface OpenArchivedOptions {
    readonly spoolDirectory: string;
    readonly signal: AbortSignal;
}
declare function openArchived(path: string, options: OpenArchivedOptions): Promise<ByteSource>;
declare function isArchiveFile(path: string): boolean;
declare function findArchives(directory: string): Promise<readonly string[]>;
declare function verifyArchived(path: string, options: OpenArchivedOptions): Promise<SnapshotReport>;
export { type AuditContext, type AuditOptions, type AuditReport, type AuditState, type AuditedItem, type DestinationLedger, type DestinationLedgerOptions, type KeepingContext, type KeepingDecision, type KeepingOptions, type KeepingReport, type UpcomingDump, auditSnapshots, auditStates, findArchives, isArchiveFile, keepSnapshots, openArchived, openDestinationLedger, verifyArchived };
