import { ArchiveFormat } from "@create-dump/archiver";
import { Observe, CreateDumpError } from "@create-dump/core";
import { RunIdOptions } from "@create-dump/files";
import { RetentionPolicy } from "@create-dump/retention";
export { RetentionPolicy, parseKeepWithin } from "@create-dump/retention";
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
interface OpenArchivedOptions {
    readonly spoolDirectory: string;
    readonly signal: AbortSignal;
}
declare function openArchived(path: string, options: OpenArchivedOptions): Promise<ByteSource>;
declare function isArchiveFile(path: string): boolean;
declare function findArchives(directory: string): Promise<readonly string[]>;
declare function verifyArchived(path: string, options: OpenArchivedOptions): Promise<SnapshotReport>;
export { type KeepingContext, type KeepingDecision, type KeepingOptions, type KeepingReport, type UpcomingDump, findArchives, isArchiveFile, keepSnapshots, openArchived, verifyArchived };
