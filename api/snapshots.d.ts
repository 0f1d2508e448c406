import * as _create_dump_core from "@create-dump/core";
import { ManifestHeader, ManifestEnd, Observe, ContentRecord, CreateDumpError, RecordAct, Store, StoredObject } from "@create-dump/core";
import { StoredPiece, OpenSourceOptions, ByteSource, VerifyOptions, SnapshotReport, DirectoryReport } from "@create-dump/markdown-reader";
import { ArchiveFormat } from "@create-dump/archiver";
import { RunIdOptions } from "@create-dump/files";
import { RetentionPolicy } from "@create-dump/retention";
export { RetentionPolicy, parseKeepWithin } from "@create-dump/retention";
import { AuditPolicy, Checkpoint, LedgerReport, Ledger } from "@create-dump/ledger";
export { Checkpoint, formatCheckpoint, parseCheckpoint } from "@create-dump/ledger";
import { VerifySignature, SigningKey } from "@create-dump/evidence";
interface LinePattern {
    readonly pattern: string;
    readonly fixed: boolean;
    readonly ignoreCase: boolean;
}
interface LineMatcher {
    test(line: string): boolean;
    ranges(line: string): readonly (readonly [
        from: number,
        to: number
    ])[];
    readonly literal: Buffer | undefined;
}
declare function createLineMatcher(options: LinePattern): Promise<LineMatcher>;
interface KeptSnapshot {
    readonly id: string;
    readonly dumpName: string;
    readonly prefix: string;
    readonly group: string;
    readonly time: Date;
    readonly sequence: number;
    readonly size: number;
    readonly live: string | undefined;
    readonly archive: string | undefined;
    readonly header: ManifestHeader | undefined;
    readonly end: ManifestEnd | undefined;
}
interface KeptProblem {
    readonly path: string;
    readonly message: string;
}
type PaintText = (style: "bold" | "dim" | "red" | "green", text: string) => string;
declare function shortId(id: string): string;
declare function utcText(time: Date): string;
declare function snapshotReference({ id, time }: KeptSnapshot): {
    id: string;
    time: string;
};
declare function calendarText(snapshots: readonly KeptSnapshot[], { width, paint }: {
    readonly width: number;
    readonly paint: PaintText;
}): string;
interface HistoryContext {
    readonly spoolDirectory: string;
    readonly signal: AbortSignal;
    readonly runId: string;
    readonly observe?: Observe;
}
interface UnreadManifests {
    readonly problems: readonly KeptProblem[];
    readonly unread: number;
}
interface ContentPlace {
    readonly path: string;
    readonly group: string;
    readonly first: KeptSnapshot;
    readonly last: KeptSnapshot;
    readonly snapshots: number;
}
interface FoundContent {
    readonly sha256: string;
    readonly redacted?: true;
    readonly places: readonly ContentPlace[];
}
interface SearchReport extends UnreadManifests {
    readonly snapshots: number;
    readonly contents: number;
    readonly bytes: number;
    readonly opened: number;
    readonly unpacked: number;
    readonly unpackedBytes: number;
    readonly notHeld: number;
}
interface ContentSearch<T> {
    take(piece: StoredPiece): void;
    finish(): T;
}
interface SearchOptions<T> {
    readonly wants: (path: string) => boolean;
    readonly searchIn: (record: ContentRecord) => ContentSearch<T>;
    readonly onContent: (found: T, content: FoundContent) => Promise<void>;
}
declare function searchSnapshots<T>(snapshots: readonly KeptSnapshot[], options: SearchOptions<T>, context: HistoryContext): Promise<SearchReport>;
interface LineHit {
    readonly line: number;
    readonly text: string;
}
interface ContentHits {
    readonly hits: readonly LineHit[];
    readonly binary: boolean;
    readonly matches: boolean;
    readonly truncated: boolean;
}
interface GrepMatch extends ContentHits, FoundContent {
}
interface GrepOptions {
    readonly matcher: LineMatcher;
    readonly wants: (path: string) => boolean;
    readonly onMatch: (match: GrepMatch) => Promise<void>;
}
declare function grepSnapshots(snapshots: readonly KeptSnapshot[], { matcher, wants, onMatch }: GrepOptions, context: HistoryContext): Promise<SearchReport>;
interface TextOptions {
    readonly isTerminal: boolean;
    readonly paint: PaintText;
}
declare function createMatchText(matcher: LineMatcher, { isTerminal, paint }: TextOptions): (match: GrepMatch) => string;
declare function matchDocument({ sha256, redacted, binary, truncated, hits, places }: GrepMatch): {
    places: {
        path: string;
        group: string;
        first: {
            id: string;
            time: string;
        };
        last: {
            id: string;
            time: string;
        };
        snapshots: number;
    }[];
    lines: readonly LineHit[];
    truncated?: true;
    binary: boolean;
    redacted?: true;
    sha256: string;
};
interface Verification {
    readonly verified?: Date;
    readonly damaged?: true;
}
type FindVerification = (snapshot: KeptSnapshot) => Verification;
declare function readVerified(directory: string, signal: AbortSignal): Promise<FindVerification | undefined>;
declare const snapshotHead: readonly [
    "ID",
    "TIME (UTC)",
    "FILES",
    "SIZE",
    "COMMIT",
    "PLACE",
    "GROUP"
];
declare function snapshotRow({ id, time, end, size, header, live, archive, group }: KeptSnapshot): string[];
declare const verifiedHead = "VERIFIED";
declare function verifiedCell({ verified, damaged }: Verification): string;
declare function snapshotDocument(snapshot: KeptSnapshot, verification?: Verification): {
    files?: number | undefined;
    skipped?: number | undefined;
    bytes?: number | undefined;
    treeSha256?: string | undefined;
    git?: _create_dump_core.GitFacts;
    damaged?: boolean;
    verified?: string;
    archive?: string;
    live?: string;
    id: string;
    name: string;
    prefix: string;
    group: string;
    time: string;
    size: number;
};
interface FileVersion {
    readonly group: string;
    readonly path: string;
    readonly sha256: string;
    readonly size: number | undefined;
    readonly mode: string;
    readonly isHeld: boolean;
    readonly redacted?: true;
    readonly first: KeptSnapshot;
    readonly last: KeptSnapshot;
    readonly snapshots: number;
}
interface FoundVersions extends UnreadManifests {
    readonly versions: readonly FileVersion[];
}
declare function findVersions(snapshots: readonly KeptSnapshot[], wants: (path: string) => boolean, context: HistoryContext): Promise<FoundVersions>;
declare function versionLines(versions: readonly FileVersion[], paint: PaintText): Generator<string>;
declare function versionDocument({ isHeld: held, first, last, ...version }: FileVersion): {
    held: boolean;
    first: {
        id: string;
        time: string;
    };
    last: {
        id: string;
        time: string;
    };
    group: string;
    path: string;
    sha256: string;
    size: number | undefined;
    mode: string;
    redacted?: true;
    snapshots: number;
};
interface SnapshotList {
    readonly snapshots: readonly KeptSnapshot[];
    readonly problems: readonly KeptProblem[];
}
declare function listSnapshots(directory: string, context: HistoryContext): Promise<SnapshotList>;
declare function listHistories(directories: readonly string[], group: string | undefined, context: HistoryContext): Promise<SnapshotList>;
declare function requireSome({ snapshots: found, problems }: SnapshotList, group: string | undefined, directories: readonly string[]): SnapshotList;
interface ResolveOptions {
    readonly directory: string;
    readonly list?: () => Promise<SnapshotList>;
    readonly group: string | undefined;
    readonly isFile: (word: string) => boolean;
}
declare function resolveSelectors(words: readonly string[], { directory, list, group, isFile }: ResolveOptions, context: HistoryContext): Promise<string[]>;
type Selector = {
    readonly kind: "latest";
    readonly back: number;
} | {
    readonly kind: "at";
    readonly time: Date;
} | {
    readonly kind: "id";
    readonly digits: string;
};
declare function parseSelector(word: string): Selector | undefined;
interface SelectOptions {
    readonly word: string;
    readonly directory: string;
    readonly group?: string | undefined;
}
declare function selectSnapshot(snapshots: readonly KeptSnapshot[], selector: Selector, options: SelectOptions): KeptSnapshot;
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
declare function openDestinationRecord(options: DestinationLedgerOptions): Promise<RecordAct>;
interface TrustOptions {
    readonly allowedSigners: string;
    readonly revoked?: string | undefined;
    readonly signer?: string | undefined;
    readonly namespace?: string | undefined;
    readonly verifyTime?: string | undefined;
}
interface Trust {
    readonly verify: VerifySignature;
    readonly at: Date | undefined;
}
declare function openTrust(options: TrustOptions, warn: (message: string) => void): Promise<Trust>;
interface SignedChecksum {
    readonly message: Uint8Array | undefined;
    readonly sha256: string | undefined;
    readonly signaturePath: string;
    readonly stamp: Date | undefined;
}
declare function readSignedChecksum(path: string, signal: AbortSignal): Promise<SignedChecksum>;
interface SignatureReport {
    readonly state: "valid" | "untrusted" | "invalid" | "absent";
    readonly path: string;
    readonly signer?: string;
    readonly key?: SigningKey;
    readonly reason?: string;
    readonly time?: string;
    readonly timeBy?: "signer" | "caller";
}
interface JudgedFile extends Pick<SignedChecksum, "message" | "signaturePath"> {
    readonly claimed: Date | undefined;
}
declare function judgeSignature(file: JudgedFile, trust: Trust): SignatureReport;
declare function describeSignature({ state, path, reason }: SignatureReport, signed: string): string | undefined;
interface JudgeOptions {
    readonly trust: Trust;
    readonly spoolDirectory: string;
    readonly signal: AbortSignal;
}
declare function judgeSnapshot(path: string, { trust, spoolDirectory, signal }: JudgeOptions): Promise<SignatureReport>;
interface StoredSnapshotList extends SnapshotList {
    readonly signatures: ReadonlyMap<string, string>;
}
declare function listStoredSnapshots(store: Store, context: HistoryContext): Promise<StoredSnapshotList>;
interface StoredFile {
    readonly store: Store;
    readonly object: StoredObject;
}
declare function addressOf({ store, object }: StoredFile): string;
type StoredOptions = OpenSourceOptions & {
    readonly signal: AbortSignal;
};
declare function openStoredSource(file: StoredFile, options: StoredOptions, tap?: (piece: Uint8Array) => void): Promise<ByteSource>;
interface JudgedStored {
    readonly report: SignatureReport;
    readonly sha256: string | undefined;
}
declare function judgeStored(file: StoredFile, { trust, ...options }: StoredOptions & {
    readonly trust: Trust;
}): Promise<JudgedStored>;
type VerifyStoredOptions = StoredOptions & VerifyOptions;
declare function verifyStored(file: StoredFile, options: VerifyStoredOptions): Promise<SnapshotReport>;
declare function verifyStoredSnapshots(store: Store, options: VerifyStoredOptions & {
    readonly now: Date;
}): AsyncGenerator<DirectoryReport>;
interface OpenArchivedOptions {
    readonly spoolDirectory: string;
    readonly signal: AbortSignal;
}
declare function openArchived(path: string, options: OpenArchivedOptions): Promise<ByteSource>;
declare function isArchiveFile(path: string): boolean;
declare function findArchives(directory: string): Promise<readonly string[]>;
declare function verifyArchived(path: string, options: OpenArchivedOptions): Promise<SnapshotReport>;
export { type AuditContext, type AuditOptions, type AuditReport, type AuditState, type AuditedItem, type ContentHits, type ContentPlace, type ContentSearch, type DestinationLedger, type DestinationLedgerOptions, type FileVersion, type FindVerification, type FoundContent, type FoundVersions, type GrepMatch, type GrepOptions, type HistoryContext, type JudgeOptions, type JudgedFile, type JudgedStored, type KeepingContext, type KeepingDecision, type KeepingOptions, type KeepingReport, type KeptProblem, type KeptSnapshot, type LineHit, type LineMatcher, type LinePattern, type PaintText, type ResolveOptions, type SearchOptions, type SearchReport, type SelectOptions, type Selector, type SignatureReport, type SignedChecksum, type SnapshotList, type StoredFile, type StoredOptions, type StoredSnapshotList, type Trust, type TrustOptions, type UnreadManifests, type UpcomingDump, type Verification, type VerifyStoredOptions, addressOf, auditSnapshots, auditStates, calendarText, createLineMatcher, createMatchText, describeSignature, findArchives, findVersions, grepSnapshots, isArchiveFile, judgeSignature, judgeSnapshot, judgeStored, keepSnapshots, listHistories, listSnapshots, listStoredSnapshots, matchDocument, openArchived, openDestinationLedger, openDestinationRecord, openStoredSource, openTrust, parseSelector, readSignedChecksum, readVerified, requireSome, resolveSelectors, searchSnapshots, selectSnapshot, shortId, snapshotDocument, snapshotHead, snapshotReference, snapshotRow, utcText, verifiedCell, verifiedHead, verifyArchived, verifyStored, verifyStoredSnapshots, versionDocument, versionLines };
