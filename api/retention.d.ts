import { RecordAct, CreateDumpError } from "@create-dump/core";
interface KnownFile {
    readonly path: string;
    readonly size: number;
    readonly identity: string;
}
type FileKind = "file" | "directory" | "symlink" | "special";
declare function identifyFile(path: string): Promise<KnownFile | Exclude<FileKind, "file"> | undefined>;
interface SnapshotPaths {
    readonly dump: string;
    readonly checksum: string;
}
type Proof = "proven" | "mismatch" | "unreadable";
type IdentifyTree = (dump: string) => Promise<string | undefined>;
type ProveSnapshot = (paths: SnapshotPaths) => Promise<Proof>;
interface RetentionItem {
    readonly id: string;
    readonly group: string;
    readonly time: Date;
    readonly sequence: number;
    readonly size?: number;
    readonly pinned?: boolean;
}
interface RemovableItem extends RetentionItem {
    readonly files: readonly KnownFile[];
    readonly sha256?: string;
}
interface RemovalPlan<T extends RemovableItem> {
    readonly keep: readonly {
        readonly item: T;
    }[];
    readonly remove: readonly PlannedRemoval<T>[];
}
interface PlannedRemoval<T> {
    readonly item: T;
    readonly reasons: readonly {
        readonly message: string;
    }[];
}
interface ApplyRetentionOptions<T extends RemovableItem> {
    readonly prove: (item: T) => Promise<Proof>;
    readonly hasOtherCopy?: (item: T) => Promise<boolean>;
    readonly journal: string;
    readonly mode?: number;
    readonly record?: RecordAct;
    readonly now: Date;
    readonly signal: AbortSignal;
}
interface RetentionOutcome<T> {
    readonly removed: readonly T[];
    readonly failure: CreateDumpError | undefined;
}
declare function applyRetention<T extends RemovableItem>(plan: RemovalPlan<T>, options: ApplyRetentionOptions<T>): Promise<RetentionOutcome<T>>;
type NameFilter = (names: readonly string[]) => ReadonlySet<string>;
declare function createNameFilter(pattern: string | undefined): NameFilter;
interface LeftAlone {
    readonly path: string;
    readonly why: "name" | "pattern" | Exclude<FileKind, "file"> | "obstructed" | "same-file" | "unreadable";
    readonly message: string;
}
interface Orphan {
    readonly kind: "dump" | "checksum" | "signature";
    readonly file: KnownFile;
    readonly lacks: readonly string[];
    readonly message: string;
}
interface Pair {
    readonly dump: KnownFile;
    readonly checksum: KnownFile;
    readonly signature?: KnownFile;
}
declare function readChecksum(checksum: KnownFile, dump: KnownFile): Promise<string | undefined>;
interface Snapshot extends RetentionItem {
    readonly prefix: string;
    readonly tree: string | undefined;
    readonly size: number;
    readonly pinned: boolean;
    readonly dump: KnownFile;
    readonly checksum: KnownFile;
    readonly signature?: KnownFile;
    readonly sha256: string;
    readonly files: readonly KnownFile[];
}
interface SnapshotGroup {
    readonly prefix: string;
    readonly tree: string | undefined;
    readonly snapshots: readonly Snapshot[];
}
interface SnapshotDiscovery {
    readonly groups: readonly SnapshotGroup[];
    readonly orphans: readonly Orphan[];
    readonly mismatches: readonly Pair[];
    readonly leftAlone: readonly LeftAlone[];
}
interface DiscoverSnapshotsOptions {
    readonly directory: string;
    readonly search?: boolean;
    readonly groups?: readonly string[];
    readonly dumpPattern?: string;
    readonly prove: ProveSnapshot;
    readonly identify?: IdentifyTree;
    readonly signal: AbortSignal;
}
declare function discoverSnapshots(options: DiscoverSnapshotsOptions): Promise<SnapshotDiscovery>;
declare function groupKey(prefix: string, tree: string | undefined): string;
interface InterruptedRemoval extends RemovableItem {
    readonly orphan: Orphan;
    readonly signature?: Orphan;
    readonly sha256: string;
    readonly message: string;
}
declare function findInterrupted(orphans: readonly Orphan[], journal: string): Promise<readonly InterruptedRemoval[]>;
declare function finishRemovals(interrupted: readonly InterruptedRemoval[], options: Pick<ApplyRetentionOptions<InterruptedRemoval>, "journal" | "record" | "mode" | "now" | "signal">): Promise<RetentionOutcome<InterruptedRemoval>>;
interface KeepDuration {
    readonly years: number;
    readonly months: number;
    readonly days: number;
    readonly hours: number;
}
declare function parseKeepWithin(text: string): KeepDuration;
declare function formatKeepWithin(duration: KeepDuration): string;
declare function hasPinFile(names: ReadonlySet<string>, fileName: string, stem: string): boolean;
interface QuarantineMove {
    readonly file: KnownFile;
    readonly kind: "orphan-dump" | "orphan-checksum" | "orphan-signature";
    readonly message: string;
    readonly lacks: readonly string[];
}
interface QuarantinePlan {
    readonly moves: readonly QuarantineMove[];
}
declare function planQuarantine({ orphans }: Pick<SnapshotDiscovery, "orphans">): QuarantinePlan;
type KeepCount = number | "unlimited";
interface RetentionPolicy {
    readonly keepLast?: KeepCount;
    readonly keepHourly?: KeepCount;
    readonly keepDaily?: KeepCount;
    readonly keepWeekly?: KeepCount;
    readonly keepMonthly?: KeepCount;
    readonly keepYearly?: KeepCount;
    readonly keepWithin?: KeepDuration;
    readonly maxTotalSize?: number;
}
declare const countRules: {
    readonly "keep-last": "keepLast";
    readonly "keep-hourly": "keepHourly";
    readonly "keep-daily": "keepDaily";
    readonly "keep-weekly": "keepWeekly";
    readonly "keep-monthly": "keepMonthly";
    readonly "keep-yearly": "keepYearly";
};
type CountRule = keyof typeof countRules;
type KeepReason = {
    readonly message: string;
} & ({
    readonly kind: CountRule;
    readonly number: number;
    readonly oldest: boolean;
} | {
    readonly kind: "keep-within";
    readonly since: Date;
} | {
    readonly kind: "newest";
} | {
    readonly kind: "pinned";
} | {
    readonly kind: "future";
} | {
    readonly kind: "no-rule";
});
type RemoveReason = {
    readonly message: string;
} & ({
    readonly kind: "used-up";
    readonly rule: CountRule;
} | {
    readonly kind: "superseded";
    readonly rule: CountRule;
    readonly period: string;
    readonly by: string;
} | {
    readonly kind: "too-old";
    readonly since: Date;
} | {
    readonly kind: "over-size";
    readonly limit: number;
    readonly total: number;
});
interface RetentionPlan<T extends RetentionItem = RetentionItem> {
    readonly keep: readonly KeptItem<T>[];
    readonly remove: readonly RemovedItem<T>[];
}
interface KeptItem<T> {
    readonly item: T;
    readonly reasons: readonly KeepReason[];
}
interface RemovedItem<T> {
    readonly item: T;
    readonly reasons: readonly RemoveReason[];
}
declare function planRetention<T extends RetentionItem>(items: readonly T[], policy: RetentionPolicy, { now }: {
    readonly now: Date;
}): RetentionPlan<T>;
interface QuarantineOptions {
    readonly directory: string;
    readonly mode?: number;
    readonly record?: RecordAct;
    readonly now: Date;
    readonly signal: AbortSignal;
}
interface QuarantineOutcome {
    readonly moved: readonly {
        readonly move: QuarantineMove;
        readonly to: string;
    }[];
    readonly left: readonly QuarantineMove[];
    readonly failure: CreateDumpError | undefined;
}
declare function quarantine({ moves }: QuarantinePlan, { directory, mode, record, now, signal }: QuarantineOptions): Promise<QuarantineOutcome>;
export { type ApplyRetentionOptions, type CountRule, type DiscoverSnapshotsOptions, type FileKind, type IdentifyTree, type InterruptedRemoval, type KeepCount, type KeepDuration, type KeepReason, type KeptItem, type KnownFile, type LeftAlone, type Orphan, type Pair, type PlannedRemoval, type Proof, type ProveSnapshot, type QuarantineMove, type QuarantineOptions, type QuarantineOutcome, type QuarantinePlan, type RemovableItem, type RemovalPlan, type RemoveReason, type RemovedItem, type RetentionItem, type RetentionOutcome, type RetentionPlan, type RetentionPolicy, type Snapshot, type SnapshotDiscovery, type SnapshotGroup, type SnapshotPaths, applyRetention, createNameFilter, discoverSnapshots, findInterrupted, finishRemovals, formatKeepWithin, groupKey, hasPinFile, identifyFile, parseKeepWithin, planQuarantine, planRetention, quarantine, readChecksum };
