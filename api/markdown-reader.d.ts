import { ManifestHeader, ManifestEnd, DumpRecord, ContentRecord, Observe, SkipReason, FileRecord } from "@create-dump/core";
import { Worker, MessagePort } from "node:worker_threads";
declare function digestFile(path: string, signal?: AbortSignal): Promise<string>;
interface ByteSource extends Disposable {
    readonly name: string;
    readonly size: number;
    readonly storedSha256?: string;
    readonly descriptor?: number;
    read(target: Uint8Array, position: number): number;
}
interface Dump {
    readonly header: ManifestHeader;
    readonly end: ManifestEnd;
    readonly recordLines: {
        readonly from: number;
        readonly to: number;
    };
    records(signal?: AbortSignal): AsyncIterable<DumpRecord>;
    find(path: string): DumpRecord | undefined;
    readFile(record: ContentRecord, signal?: AbortSignal): AsyncIterable<Uint8Array>;
}
declare function openDump(source: ByteSource): Dump;
interface ByteRanges {
    readonly name: string;
    readonly size: number;
    read(from: number, to: number): AsyncIterable<Uint8Array>;
}
interface SpoolOptions {
    readonly spoolDirectory: string;
    readonly maxSpoolBytes?: number;
}
interface RangedDump extends Omit<Dump, "find"> {
    find(path: string): Promise<DumpRecord | undefined>;
}
declare function openRangedDump(ranges: ByteRanges, options: SpoolOptions): Promise<RangedDump>;
interface OpenSourceOptions extends SpoolOptions {
    readonly signal?: AbortSignal;
}
declare function openFileSource(path: string, options: OpenSourceOptions): Promise<ByteSource>;
interface StoredPiece {
    readonly record: ContentRecord;
    readonly stored: Uint8Array;
    readonly bytes: Uint8Array;
    readonly isLast: boolean;
    readonly problem: string | undefined;
}
declare function readSourceContents(source: ByteSource, records: Iterable<ContentRecord>, signal?: AbortSignal): AsyncGenerator<StoredPiece>;
declare function readStreamContents(stream: AsyncIterable<Uint8Array>, records: Iterable<ContentRecord>): AsyncGenerator<StoredPiece>;
interface OpenStreamOptions extends OpenSourceOptions {
    readonly name: string;
}
declare function openStreamSource(stream: AsyncIterable<Uint8Array>, options: OpenStreamOptions): Promise<ByteSource>;
type ReaderThread = Pick<Worker, "postMessage" | "on" | "terminate">;
interface ReaderWorkers {
    readonly count: number;
    readonly start: () => ReaderThread;
}
interface VerifyProblem {
    readonly kind: "malformed" | "line-ends" | "content" | "totals" | "digest" | "checksum";
    readonly path?: string;
    readonly message: string;
}
interface VerifyReport {
    readonly ok: boolean;
    readonly problems: readonly VerifyProblem[];
    readonly omitted: number;
    readonly files: number;
    readonly bytes: number;
    readonly redacted?: number;
    readonly sha256?: string;
    readonly treeSha256?: string;
}
interface VerifyOptions {
    readonly workers?: ReaderWorkers;
    readonly signal?: AbortSignal;
    readonly observe?: Observe;
}
declare function verifyDump(source: ByteSource, options?: VerifyOptions): Promise<VerifyReport>;
interface ChecksumComparison {
    readonly checksum: "matches" | "differs" | "absent";
    readonly problem?: VerifyProblem;
}
declare function compareChecksum(path: string, sha256: string): ChecksumComparison;
interface ReadChecksum {
    readonly path: string;
    readonly checksumPath: string;
    readonly text: string | undefined;
}
declare function judgeChecksum({ path, checksumPath, text }: ReadChecksum, sha256: string): ChecksumComparison;
interface SnapshotReport extends VerifyReport {
    readonly path: string;
    readonly checksum: ChecksumComparison["checksum"];
}
type VerifySnapshotOptions = OpenSourceOptions & VerifyOptions;
declare function verifySnapshot(path: string, options: VerifySnapshotOptions): Promise<SnapshotReport>;
declare function verifySnapshotDirectory(directory: string, options: VerifySnapshotOptions): AsyncGenerator<DirectoryReport>;
interface NamedSnapshots {
    readonly pathOf: (name: string) => string;
    readonly verify: (name: string) => Promise<SnapshotReport>;
}
declare function verifyNamedSnapshots(names: readonly string[], { pathOf, verify }: NamedSnapshots): AsyncGenerator<DirectoryReport>;
interface DirectoryReport extends Omit<SnapshotReport, "problems"> {
    readonly problems: readonly (VerifyProblem | OrphanProblem)[];
}
interface OrphanProblem {
    readonly kind: "orphan";
    readonly message: string;
}
type TargetEntry = {
    readonly kind: "absent" | "same";
} | {
    readonly kind: "file" | "link" | "directory" | "special";
} | {
    readonly kind: "blocked";
    readonly by: string;
} | {
    readonly kind: "folded";
    readonly as: string;
};
type ExistingPolicy = "refuse" | "merge" | "overwrite";
interface RestoreConflict {
    readonly path: string;
    readonly message: string;
}
interface RestoreAction {
    readonly type: "create" | "replace" | "keep";
    readonly record: FileRecord;
}
interface NotExact {
    readonly path: string;
    readonly reason: SkipReason | "redacted" | "unstable" | "damaged" | "unproven";
}
interface RestorePlan {
    readonly actions: readonly RestoreAction[];
    readonly conflicts: readonly RestoreConflict[];
    readonly notExact: readonly NotExact[];
}
declare function planRestore(records: readonly DumpRecord[], found: readonly TargetEntry[], { existing, isWindows }: {
    readonly existing: ExistingPolicy;
    readonly isWindows: boolean;
}): RestorePlan;
interface RestoreOptions {
    readonly target: string;
    readonly existing?: ExistingPolicy;
    readonly files?: readonly string[];
    readonly allowGitDirectory?: boolean;
    readonly dryRun?: boolean;
    readonly onPlan?: (plan: RestorePlan) => void;
    readonly runId?: string;
    readonly isRunDead?: (runId: string) => boolean;
    readonly signal?: AbortSignal;
    readonly observe?: Observe;
}
interface RestoreResult {
    readonly target: string;
    readonly created: number;
    readonly replaced: number;
    readonly kept: number;
    readonly bytes: number;
    readonly notExact: readonly NotExact[];
    readonly unmatched: readonly string[];
}
interface RestoreDumpOptions extends RestoreOptions {
    readonly verify?: boolean;
    readonly workers?: ReaderWorkers;
}
declare function restoreDump(source: ByteSource, options: RestoreDumpOptions): Promise<RestoreResult>;
interface DiffEntry {
    readonly path: string;
    readonly mode?: string;
    readonly size?: number;
    readonly sha256?: string;
}
interface DiffPair {
    readonly before: DiffEntry;
    readonly after: DiffEntry;
}
interface DumpDiff {
    readonly added: readonly DiffEntry[];
    readonly removed: readonly DiffEntry[];
    readonly changed: readonly DiffPair[];
    readonly renamed: readonly DiffPair[];
    readonly modeChanged: readonly DiffPair[];
    readonly unknown: readonly DiffPair[];
}
declare function diffDumps(before: Iterable<DiffEntry>, after: Iterable<DiffEntry>): DumpDiff;
type DialectName = "create-dump" | "create_dump" | "repomix";
interface SalvagedFile extends FileRecord {
    readonly proven: boolean;
    readonly complete: boolean;
}
interface Salvage {
    readonly name: string;
    readonly dialect: DialectName;
    readonly files: readonly SalvagedFile[];
    readonly refused: readonly string[];
    readonly missing: readonly string[];
    readonly redacted: readonly string[];
}
declare function salvageDump(source: ByteSource, { signal }?: {
    readonly signal?: AbortSignal;
}): Promise<Salvage>;
declare function restoreSalvage(source: ByteSource, { name, files }: Salvage, options: RestoreOptions): Promise<RestoreResult>;
declare function serveReader(port: MessagePort): void;
export { type ByteRanges, type ByteSource, type ChecksumComparison, type DialectName, type DiffEntry, type DiffPair, type DirectoryReport, type Dump, type DumpDiff, type ExistingPolicy, type NamedSnapshots, type NotExact, type OpenSourceOptions, type OpenStreamOptions, type OrphanProblem, type RangedDump, type ReaderThread, type ReaderWorkers, type RestoreAction, type RestoreConflict, type RestoreDumpOptions, type RestoreOptions, type RestorePlan, type RestoreResult, type Salvage, type SalvagedFile, type SnapshotReport, type SpoolOptions, type StoredPiece, type TargetEntry, type VerifyOptions, type VerifyProblem, type VerifyReport, type VerifySnapshotOptions, compareChecksum, diffDumps, digestFile, judgeChecksum, openDump, openFileSource, openRangedDump, openStreamSource, planRestore, readSourceContents, readStreamContents, restoreDump, restoreSalvage, salvageDump, serveReader, verifyDump, verifyNamedSnapshots, verifySnapshot, verifySnapshotDirectory };
