type FileMode = "100644" | "100755" | "120000";
type FileChange = "added" | "modified" | "renamed";
interface SourceFile {
    readonly path: string;
    readonly mode: FileMode;
    readonly size: number;
    readonly changeMark?: number;
    readonly oid?: string;
    readonly change?: FileChange;
    readonly renamedFrom?: string;
}
declare const skipReasons: {
    readonly binary: {
        readonly section: true;
        readonly missing: true;
        readonly fault: false;
    };
    readonly "too-large": {
        readonly section: true;
        readonly missing: true;
        readonly fault: false;
    };
    readonly special: {
        readonly section: true;
        readonly missing: true;
        readonly fault: false;
    };
    readonly submodule: {
        readonly section: true;
        readonly missing: true;
        readonly fault: false;
    };
    readonly excluded: {
        readonly section: false;
        readonly missing: false;
        readonly fault: false;
    };
    readonly deleted: {
        readonly section: true;
        readonly missing: false;
        readonly fault: false;
    };
    readonly unreadable: {
        readonly section: true;
        readonly missing: true;
        readonly fault: true;
    };
    readonly secret: {
        readonly section: true;
        readonly missing: true;
        readonly fault: false;
    };
    readonly vanished: {
        readonly section: true;
        readonly missing: true;
        readonly fault: true;
    };
    readonly "io-error": {
        readonly section: true;
        readonly missing: true;
        readonly fault: true;
    };
};
type SkipReason = keyof typeof skipReasons;
interface SkippedFile {
    readonly path: string;
    readonly skipped: SkipReason;
    readonly mode?: string;
    readonly size?: number;
    readonly sha256?: string;
    readonly detail?: string;
}
declare function isSkipped(entry: object): entry is SkippedFile;
interface GitFacts {
    readonly branch: string | null;
    readonly commit: string | null;
    readonly dirty: boolean | null;
    readonly sparse?: {
        readonly absent: number;
    };
    readonly note?: string;
}
interface TreeIdentity {
    readonly sha256: string;
    readonly isPortable: boolean;
}
interface IgnoreRule {
    readonly source: string;
    readonly line: number;
    readonly pattern: string;
}
interface PatternSource {
    readonly setBy?: string;
    readonly isShared?: boolean;
}
type PatternOption = "files" | "include" | "exclude" | "excludedDirs";
interface UnmatchedPattern {
    readonly option: PatternOption;
    readonly pattern: string;
    readonly source?: PatternSource;
    readonly hiddenBy?: IgnoreRule;
}
interface Listing {
    readonly name: string;
    readonly tree?: TreeIdentity;
    readonly files: readonly {
        readonly path: string;
    }[];
    readonly skipped: readonly SkippedFile[];
    readonly ignored: number;
    readonly busiestRule?: IgnoreRule;
    readonly unmatched?: readonly UnmatchedPattern[];
    readonly warnings?: readonly string[];
}
interface Discovery extends Listing {
    readonly files: readonly SourceFile[];
    readonly git?: GitFacts;
}
type Discover = (signal: AbortSignal) => Promise<Discovery>;
type FormatVersion = 1 | 2;
declare const formatVersion = 1;
type ContentEncoding = "latin1" | "utf-16le" | "utf-16be" | "base64";
interface ManifestHeader {
    readonly version?: Exclude<FormatVersion, 1>;
    readonly name: string;
    readonly tree?: string;
    readonly generated: string;
    readonly tool: string;
    readonly git?: GitFacts;
    readonly options: Readonly<Record<string, unknown>>;
}
interface FileRecord {
    readonly path: string;
    readonly mode: FileMode;
    readonly size: number;
    readonly sha256: string;
    readonly offset: number;
    readonly length: number;
    readonly line: number;
    readonly lines: number;
    readonly encoding?: ContentEncoding;
    readonly change?: FileChange;
    readonly renamedFrom?: string;
    readonly unstable?: true;
}
interface Redaction {
    readonly at: number;
    readonly length: number;
    readonly rule: string;
}
interface RedactedRecord extends Omit<FileRecord, "size" | "sha256"> {
    readonly size?: never;
    readonly sha256?: never;
    readonly shownSize: number;
    readonly shownSha256: string;
    readonly redacted: readonly Redaction[];
}
declare const maxRedactions = 1000;
type ContentRecord = FileRecord | RedactedRecord;
type DumpRecord = ContentRecord | SkippedFile;
declare function isRedacted(record: object): record is RedactedRecord;
declare function shownContent(record: ContentRecord): {
    size: number;
    sha256: string;
};
interface ManifestEnd {
    readonly files: number;
    readonly skipped: number;
    readonly leftOut?: number;
    readonly bytes: number;
    readonly treeSha256: string;
    readonly manifestOffset: number;
    readonly sha256: string;
}
type SecretMode = "warn" | "redact" | "fail";
interface SecretFinding {
    readonly path: string;
    readonly rule: string;
    readonly line: number;
    readonly fingerprint?: string;
    readonly action: "warned" | "redacted" | "refused" | "allowed";
}
interface RunFacts {
    readonly version?: Exclude<FormatVersion, 1>;
    readonly name: string;
    readonly tree?: string;
    readonly generated: string;
    readonly git?: GitFacts;
    readonly tool: string;
    readonly options: Readonly<Record<string, unknown>>;
}
type SectionEntry = SourceFile | SkippedFile;
interface RenderedFile extends Omit<FileRecord, "sha256" | "offset" | "line"> {
    readonly sha256?: string | undefined;
    readonly offset: number;
    readonly line: number;
}
type RenderedRecord = RenderedFile | RedactedRecord | SkippedFile;
interface RetriedReads {
    readonly times: number;
    readonly why: string;
}
interface RenderedChunk {
    readonly bytes: Uint8Array;
    readonly lineFeeds: number;
    readonly records: readonly RenderedRecord[];
    readonly findings?: readonly SecretFinding[];
    readonly retried?: RetriedReads | undefined;
    readonly release: () => void;
}
interface DumpFormat {
    readonly extension: string;
    front(facts: RunFacts, entries: readonly SectionEntry[], leftOut: number): Iterable<Uint8Array>;
    sections(entries: readonly SectionEntry[], signal: AbortSignal): AsyncIterable<RenderedChunk>;
    readonly beforeManifest: Uint8Array;
    readonly afterManifest: Uint8Array;
}
interface PublishedDump {
    readonly path: string | null;
    readonly checksumPath: string | null;
    readonly signaturePath?: string;
    readonly sha256: string;
}
interface DumpContent {
    readonly tree: string;
    readonly commit?: string;
}
interface DumpOutput extends AsyncDisposable {
    write(chunk: Uint8Array): Promise<void>;
    publish(sha256: string, content?: DumpContent): Promise<PublishedDump>;
}
type OpenDumpOutput = () => Promise<DumpOutput>;
interface DumpTotals {
    readonly treeSha256: string;
    readonly dumpBytes: number;
    readonly files: number;
    readonly bytes: number;
    readonly skipped: readonly SkippedFile[];
}
interface UnchangedProof {
    readonly by: "stat" | "content" | "commit";
    readonly reread: number;
}
interface KeptDump extends PublishedDump, DumpTotals {
    readonly facts: RunFacts;
    readonly unchanged: UnchangedProof;
}
interface KeptDumps {
    find(facts: RunFacts, discovery: Discovery, signal: AbortSignal): Promise<KeptDump | undefined>;
    addRecords(records: readonly DumpRecord[]): void;
    compare(written: WrittenDump, signal: AbortSignal): Promise<KeptDump | undefined>;
    remember(published: PublishedDump, written: WrittenDump): Promise<void>;
}
interface WrittenDump extends DumpTotals {
    readonly facts: RunFacts;
    readonly unstable: readonly string[];
    readonly redacted: readonly string[];
    readonly findings: number;
    readonly manifestOffset: number;
    readonly recordsSha256: string;
}
type DumpPhase = "discover" | "render" | "publish" | "survey" | "search" | "archive" | "audit" | "verify" | "restore";
type HookName = "before-run" | "on-result" | "on-result-url";
type RetriedWork = "read" | "write" | "on-result-url" | "request";
type DumpEvent = {
    readonly type: "phase-started";
    readonly phase: DumpPhase;
    readonly name?: string;
    readonly files?: number;
    readonly bytes?: number;
} | {
    readonly type: "phase-finished";
    readonly phase: DumpPhase;
} | {
    readonly type: "discovered";
    readonly files: number;
    readonly bytes: number;
    readonly ignored: number;
} | {
    readonly type: "progressed";
    readonly files: number;
    readonly bytes: number;
} | {
    readonly type: "file-skipped";
    readonly file: SkippedFile;
} | {
    readonly type: "file-unstable";
    readonly path: string;
} | ({
    readonly type: "secret-found";
} & SecretFinding) | {
    readonly type: "warned";
    readonly message: string;
} | {
    readonly type: "published";
    readonly path: string | null;
    readonly bytes: number;
} | {
    readonly type: "signed";
    readonly path: string;
} | ({
    readonly type: "unchanged";
    readonly path: string | null;
} & UnchangedProof) | {
    readonly type: "archived";
    readonly path: string;
    readonly bytes: number;
    readonly format: string;
} | {
    readonly type: "quarantined";
    readonly path: string;
    readonly to: string;
} | {
    readonly type: "pruned";
    readonly path: string;
} | {
    readonly type: "audited";
    readonly path: string;
    readonly state: "verified" | "damaged";
    readonly bytes: number;
} | {
    readonly type: "queue-counted";
    readonly jobs: Readonly<Record<string, number>>;
} | {
    readonly type: "job-stalled";
} | {
    readonly type: "audit-finished";
    readonly items: Readonly<Record<string, number>>;
    readonly oldestVerification: string | null;
    readonly bytes: number;
} | {
    readonly type: "hook-output";
    readonly hook: HookName;
    readonly text: string;
} | {
    readonly type: "hook-finished";
    readonly hook: HookName;
    readonly succeeded: boolean;
} | {
    readonly type: "retried";
    readonly what: RetriedWork;
    readonly times?: number;
    readonly why: string;
};
type Observe = (event: DumpEvent) => void;
declare function announceDiscovery(discovery: Listing, strict: boolean, observe: Observe): void;
declare function parseByteSize(text: string): number | undefined;
declare function formatByteSize(bytes: number): string;
declare function formatChecksumLine(sha256: string, fileName: string): string;
declare function parseChecksumLine(text: string): {
    sha256: string;
    fileName: string;
} | undefined;
declare function checksumName(dumpName: string): string;
declare function comparePaths(a: string, b: string): number;
type ErrorCode = "USAGE" | "ROOT_INVALID" | "DESTINATION_INVALID" | "NO_FILES_CHOSEN" | "REPOSITORY_UNREADABLE" | "READ_FAILED" | "WRITE_FAILED" | "SIGN_FAILED" | "ALREADY_EXISTS" | "INTEGRITY" | "DUMP_MALFORMED" | "REFUSED" | "LOCKED" | "WORKER_FAILED" | "QUEUE_UNAVAILABLE" | "STORE_DENIED" | "STORE_UNAVAILABLE" | "TIMED_OUT" | "LIMIT_FILES" | "LIMIT_SIZE" | "LIMIT_MEMORY" | "VIEW_TOO_LARGE" | "VIEW_PORT_TAKEN" | "HOOK_FAILED" | "CONFIG_INVALID";
declare class CreateDumpError extends Error {
    readonly name = "CreateDumpError";
    readonly code: ErrorCode;
    constructor(code: ErrorCode, message: string, options?: ErrorOptions);
}
interface DumperOptions {
    readonly discover: Discover;
    readonly format: DumpFormat;
    readonly openOutput: OpenDumpOutput;
    readonly observe: Observe;
    readonly keptDumps?: KeptDumps;
}
interface DumpRequest {
    readonly generatedAt: Date;
    readonly tool: string;
    readonly version?: FormatVersion;
    readonly isReproducible?: boolean;
    readonly name?: string;
    readonly options: Readonly<Record<string, unknown>>;
    readonly strict?: boolean;
}
interface DumpResult extends PublishedDump, DumpTotals {
    readonly facts: RunFacts;
    readonly ignored: number;
    readonly unmatched: readonly UnmatchedPattern[];
    readonly unstable: readonly string[];
    readonly redacted: readonly string[];
    readonly warnings: readonly string[];
    readonly unchanged?: UnchangedProof;
}
type Dumper = (request: DumpRequest, signal: AbortSignal) => Promise<DumpResult>;
declare function createDumper(options: DumperOptions): Dumper;
interface HeaderFinder {
    take(piece: Uint8Array): void;
    finish(): ManifestHeader | undefined;
}
declare function createHeaderFinder(): HeaderFinder;
type DigestedRecord = (RenderedFile & {
    readonly sha256: string;
}) | RedactedRecord | SkippedFile;
declare function digestRecords(records: readonly RenderedRecord[], bytes: Uint8Array): readonly DigestedRecord[];
declare function describeUnmatched(unmatched: UnmatchedPattern): string;
declare function mayMatchNothing(unmatched: UnmatchedPattern): boolean;
declare function displayPath(path: string): string;
interface DumpName {
    readonly prefix: string;
    readonly stamp: string;
    readonly sequence: number;
    readonly extension: string;
}
declare function formatDumpName({ prefix, stamp, sequence, extension }: DumpName): string;
declare function parseDumpName(name: string): DumpName | undefined;
declare function dateToStamp(date: Date): string;
declare function stampToDate(stamp: string): Date | undefined;
declare function toDumpPrefix(name: string): string;
declare function encodeManifestHeader(header: ManifestHeader): string;
declare function encodeRecord(record: DumpRecord): string;
declare function encodeManifestEnd(end: ManifestEnd): string;
interface Glob {
    readonly pattern: string;
    readonly matches: (path: string, isDirectory: boolean) => boolean;
    readonly takes: (path: string) => boolean;
    readonly reachesBelow: (directory: string) => boolean;
    readonly base: string;
}
declare function compileGlobs(patterns: readonly string[], option: string): Glob[];
interface PathFilter {
    selects(path: string): boolean;
    hide(path: string, isDirectory: boolean): readonly string[];
    unmatched(): readonly string[];
}
declare function compilePathFilter(patterns: readonly string[], option: string): () => PathFilter;
declare function isNegated(pattern: string): boolean;
interface TrackedGlobs {
    readonly size: number;
    matching(path: string, isDirectory: boolean): Glob | undefined;
    taking(path: string): Glob | undefined;
    reachBelow(directory: string): boolean;
    note(path: string): void;
    reaching(path: string, isDirectory: boolean): readonly Glob[];
    settle(globs: readonly Glob[]): void;
    unmatched(): readonly Glob[];
}
declare function trackGlobs(globs: readonly Glob[]): TrackedGlobs;
declare function requireChosen(discovery: Listing): void;
declare function nextTurn(): Promise<void>;
declare function originalError(error: unknown): unknown;
declare function disposalErrors(error: unknown): readonly unknown[];
declare function mayPass(code: string | undefined): boolean;
declare function parseManifestHeader(line: string): ManifestHeader;
declare function parseRecord(line: string): DumpRecord;
declare function parseManifestEnd(line: string): ManifestEnd;
declare function decodePath(bytes: Uint8Array): string;
declare function encodePath(path: string): Uint8Array;
declare function toFsPath(path: string): string | Buffer;
interface RetryPolicy {
    readonly tries: number;
    readonly firstDelay: number;
    readonly longestDelay: number;
}
declare function planRetry(made: number, policy: RetryPolicy, random: number): number | undefined;
interface KeptAct {
    readonly act: "publish" | "archive" | "remove" | "quarantine" | "unchanged";
    readonly path: string;
    readonly sha256?: string;
    readonly to?: string;
    readonly tree?: string;
    readonly commit?: string;
    readonly reasons?: readonly string[];
    readonly by?: "stat" | "content" | "commit";
    readonly reread?: number;
    readonly done?: true;
}
type RecordAct = (act: KeptAct) => Promise<void>;
declare function recordDone(record: RecordAct | undefined, act: KeptAct, warn: (message: string) => void): Promise<void>;
declare function redactedRule(rule: string): string;
interface SecretSpan {
    readonly start: number;
    readonly end: number;
    readonly rule: string;
    readonly line: number;
    readonly fingerprint?: string;
    readonly allowed?: "inline" | "baseline";
}
interface EarlierPieces {
    readonly searched: number;
    readonly counts: ReadonlyMap<string, number>;
}
interface SecretFinder {
    readonly overlap: number;
    find(bytes: Uint8Array, path: string, earlier?: EarlierPieces): readonly SecretSpan[];
}
declare function isStoreUrl(text: string): boolean;
interface StoredObject {
    readonly key: string;
    readonly size: number;
    readonly tag: string;
    readonly modified: Date;
    readonly version?: string;
}
interface StoreContent {
    readonly size: number;
    readonly sha256: string;
    open(from: number, to: number): AsyncIterable<Uint8Array>;
}
interface Store {
    readonly name: string;
    list(prefix: string, signal: AbortSignal): AsyncIterable<StoredObject>;
    stat(key: string, signal: AbortSignal): Promise<StoredObject | undefined>;
    read(object: StoredObject, from: number, to: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
    create(key: string, content: StoreContent, signal: AbortSignal): Promise<StoredObject | "taken">;
    remove(object: StoredObject, signal: AbortSignal): Promise<"removed" | "gone" | "changed">;
}
declare function recordedTree(identity: TreeIdentity | undefined, isReproducible: boolean): string | undefined;
type SignBytes = (message: Uint8Array) => Promise<string>;
declare function signatureName(checksumName: string): string;
interface OpenSource extends Disposable {
    readonly size: number;
    read(target: Uint8Array, position: number): number;
    unchanged(): boolean;
}
type OpenSourceFile = (file: SourceFile, asDiscovered?: boolean) => OpenSource | SkippedFile;
interface ThreadPort {
    postMessage(message: unknown): void;
    on(event: string, listener: (value: unknown) => void): unknown;
}
interface ThreadLink<Request, Reply, Item = never, Notice = never> {
    readonly pending: number;
    request(request: Request, options?: RequestOptions<Item>): Promise<Reply>;
    notify(notice: Notice): void;
    close(error: unknown): void;
}
interface RequestOptions<Item> {
    readonly onItem?: (item: Item) => void;
    readonly signal?: AbortSignal;
}
interface ThreadLinkOptions {
    readonly onEnd: (cause: unknown) => unknown;
}
declare function createThreadLink<Request, Reply, Item = never, Notice = never>(port: ThreadPort, { onEnd }: ThreadLinkOptions): ThreadLink<Request, Reply, Item, Notice>;
interface ThreadService<Request, Reply, Item = never, Notice = never> {
    readonly answer: (request: Request, context: RequestContext<Item>) => Reply | Promise<Reply>;
    readonly onNotice?: (notice: Notice) => void;
}
interface RequestContext<Item> {
    readonly send: (item: Item) => void;
    readonly signal: AbortSignal;
}
declare function serveThreadLink<Request, Reply, Item = never, Notice = never>(port: ThreadPort, { answer, onNotice }: ThreadService<Request, Reply, Item, Notice>): void;
interface TreeDigest {
    add(records: readonly DumpRecord[]): void;
    finish(): string;
}
declare function createTreeDigest(): TreeDigest;
export { type ContentEncoding, type ContentRecord, CreateDumpError, type DigestedRecord, type Discover, type Discovery, type DumpContent, type DumpEvent, type DumpFormat, type DumpName, type DumpOutput, type DumpPhase, type DumpRecord, type DumpRequest, type DumpResult, type DumpTotals, type Dumper, type DumperOptions, type EarlierPieces, type ErrorCode, type FileChange, type FileMode, type FileRecord, type FormatVersion, type GitFacts, type Glob, type HeaderFinder, type HookName, type IgnoreRule, type KeptAct, type KeptDump, type KeptDumps, type Listing, type ManifestEnd, type ManifestHeader, type Observe, type OpenDumpOutput, type OpenSource, type OpenSourceFile, type PathFilter, type PatternOption, type PatternSource, type PublishedDump, type RecordAct, type RedactedRecord, type Redaction, type RenderedChunk, type RenderedFile, type RenderedRecord, type RequestContext, type RetriedReads, type RetriedWork, type RetryPolicy, type RunFacts, type SecretFinder, type SecretFinding, type SecretMode, type SecretSpan, type SectionEntry, type SignBytes, type SkipReason, type SkippedFile, type SourceFile, type Store, type StoreContent, type StoredObject, type ThreadLink, type ThreadPort, type TreeDigest, type TreeIdentity, type UnchangedProof, type UnmatchedPattern, type WrittenDump, announceDiscovery, checksumName, comparePaths, compileGlobs, compilePathFilter, createDumper, createHeaderFinder, createThreadLink, createTreeDigest, dateToStamp, decodePath, describeUnmatched, digestRecords, displayPath, disposalErrors, encodeManifestEnd, encodeManifestHeader, encodePath, encodeRecord, formatByteSize, formatChecksumLine, formatDumpName, formatVersion, isNegated, isRedacted, isSkipped, isStoreUrl, maxRedactions, mayMatchNothing, mayPass, nextTurn, originalError, parseByteSize, parseChecksumLine, parseDumpName, parseManifestEnd, parseManifestHeader, parseRecord, planRetry, recordDone, recordedTree, redactedRule, requireChosen, serveThreadLink, shownContent, signatureName, skipReasons, stampToDate, toDumpPrefix, toFsPath, trackGlobs };
