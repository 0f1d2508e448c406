import { Arguments, CommandDefinition, OptionDefinition } from "@create-dump/command-line";
import { Observers, MetricsOptions, OutputOptions, ObservedRun, LogEntry } from "@create-dump/observing";
import { Origin, SettingValue } from "@create-dump/config";
import { Readable, Writable } from "node:stream";
import { WorkerOptions as WorkerOptions$1, Worker } from "node:worker_threads";
import { Observe, PatternOption, PatternSource, UnmatchedPattern, Store } from "@create-dump/core";
import { Trust, StoredFile } from "@create-dump/snapshots";
import { TaskContext } from "@create-dump/batching";
import { PerformJob, QueueAddress, WorkerEvent, QueueWorkerOptions } from "@create-dump/queue";
import { Selection, ProjectSecrets } from "@create-dump/dumping";
import { RunIdOptions } from "@create-dump/files";
import { ReportedSecret } from "@create-dump/secrets";
interface World {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly stdin: Readable;
    readonly stdout: Writable & {
        readonly isTTY?: boolean;
        readonly columns?: number;
    };
    readonly stderr: Writable & {
        readonly isTTY?: boolean;
        readonly columns?: number;
        readonly rows?: number;
    };
    readonly homeDirectory: string;
    readonly cacheDirectory?: string | undefined;
    readonly temporaryDirectory: string;
    readonly pid: number;
    readonly hostname: string;
    readonly version: string;
    readonly tool: string;
    readonly processors: number;
    readonly renderScript: URL;
    readonly engine: {
        startThread(program: URL, options: WorkerOptions$1): Worker;
    };
    readonly kill: (pid: number, signal: "SIGTERM" | "SIGKILL") => unknown;
    readonly now: () => Date;
    readonly signal: AbortSignal;
}
type SettingOrigins = ReadonlyMap<string, Origin>;
interface AppliedSettings {
    readonly argv: Arguments;
    readonly origins: SettingOrigins;
    readonly warnings: readonly string[];
    readonly read: <T>(reader: (argv: Arguments) => T) => T;
}
type SettingsFor = (directory: string) => Promise<AppliedSettings>;
type Action<W extends World = World> = (world: W, observers: Observers) => Promise<number>;
interface Command<W extends World = World> {
    readonly definition: CommandDefinition;
    readonly toAction: (argv: Arguments, settingsFor: SettingsFor, origins: SettingOrigins) => Action<W>;
    readonly takesSettings?: boolean;
}
declare const archiveCommand: Command;
declare function readMetricsArguments(argv: Arguments): MetricsOptions | undefined;
declare function readOutputArguments(argv: Arguments): OutputOptions;
type DefaultWorkers = (processors: number) => number;
declare const forReading: DefaultWorkers;
declare function readWorkers(argv: Arguments, byDefault: DefaultWorkers): (world: Pick<World, "processors">) => number;
declare const auditCommand: Command;
interface HooksRequest {
    readonly beforeRun?: string | readonly [
        string,
        ...string[]
    ] | undefined;
    readonly onResult?: string | readonly [
        string,
        ...string[]
    ] | undefined;
    readonly onResultUrl?: string | undefined;
    readonly timeout?: number | undefined;
}
declare function readHookArguments(argv: Arguments): HooksRequest | undefined;
declare const batchCommand: Command;
declare function completeArguments({ definition, takesSettings }: Pick<Command, "definition" | "takesSettings">, given: Arguments, world: Pick<World, "cwd" | "env" | "homeDirectory">): Promise<AppliedSettings & {
    readonly settingsFor: SettingsFor;
}>;
declare function settingsDirectory(given: Arguments, cwd: string): string;
declare function toArgument(value: SettingValue | null, { array, negatable }: Pick<OptionDefinition, "array" | "negatable">): unknown;
interface SettingsSource {
    readonly file: string | false | undefined;
    readonly profile: string | undefined;
}
declare function readSettingsSource(given: Arguments, { cwd, env }: Pick<World, "cwd" | "env">): SettingsSource;
interface TrustRequest {
    readonly allowedSigners: string;
    readonly signer: string | undefined;
    readonly revoked: string | undefined;
    readonly verifyTime: string | undefined;
}
declare function readTrust(argv: Arguments): TrustRequest | undefined;
declare function openRequestedTrust(request: TrustRequest | undefined, { world, observe }: {
    readonly world: Pick<World, "cwd">;
    readonly observe: Observe;
}, namespace?: string): Promise<Trust | undefined>;
declare const flagSets: {
    readonly selection: readonly [
        "files",
        "include",
        "exclude",
        "excluded-dirs",
        "max-size",
        "files-from",
        "null",
        "use-gitignore",
        "recurse-submodules",
        "git-ls-files",
        "ref",
        "diff-since"
    ];
    readonly selector: readonly [
        "dir",
        "group"
    ];
    readonly store: readonly [
        "s3-endpoint",
        "s3-region",
        "s3-addressing",
        "s3-profile",
        "s3-insecure"
    ];
    readonly dump: readonly [
        "toc",
        "git-meta",
        "binary",
        "group"
    ];
    readonly secrets: readonly [
        "secrets",
        "secrets-baseline",
        "secrets-rules",
        "secrets-report",
        "secrets-inline"
    ];
    readonly archivingSwitches: readonly [
        "archive",
        "archive-all"
    ];
    readonly archiving: readonly [
        "search",
        "archive-format",
        "include-current",
        "keep-latest",
        "clean-root",
        "remove",
        "dump-pattern",
        "pin",
        "ledger"
    ];
    readonly retention: readonly [
        "keep-last",
        "keep-hourly",
        "keep-daily",
        "keep-weekly",
        "keep-monthly",
        "keep-yearly",
        "keep-within"
    ];
    readonly signing: readonly [
        "sign",
        "sign-namespace"
    ];
    readonly attesting: readonly [
        "attest",
        "attest-predicate"
    ];
    readonly trust: readonly [
        "allowed-signers",
        "signer",
        "revoked",
        "verify-time"
    ];
    readonly output: readonly [
        "json",
        "quiet",
        "verbose",
        "progress",
        "color",
        "log-format",
        "log-level",
        "events",
        "events-file"
    ];
    readonly hooks: readonly [
        "before-run",
        "on-result",
        "on-result-url",
        "hook-timeout"
    ];
    readonly limits: readonly [
        "limit-files",
        "limit-size",
        "limit-memory"
    ];
    readonly metrics: readonly [
        "metrics-port",
        "metrics-host",
        "metrics-file",
        "metrics-push"
    ];
    readonly source: readonly [
        "config",
        "profile"
    ];
};
declare function outputFailure(error: Error): Error | undefined;
interface RunRequest extends ObservedRun {
    readonly hooks?: HooksRequest | undefined;
}
declare function runObserved<W extends World>(action: Action<W>, run: RunRequest, world: W): Promise<number>;
interface OutputWatch {
    flushed(): Promise<Error | undefined>;
}
declare function watchOutput(output: Writable): OutputWatch;
type WorkerFacts = Omit<TaskContext, "signal" | "onProgress" | "confirm">;
declare function performDump(facts: WorkerFacts): PerformJob;
type QueueRequest = {
    readonly url: string;
} | {
    readonly file: string;
};
declare function readQueueRequest(argv: Arguments): QueueRequest | undefined;
declare function findAddress(request: QueueRequest, { cwd }: Pick<World, "cwd">): Promise<QueueAddress>;
interface DeadRequest {
    readonly queue: QueueRequest;
    readonly retry: boolean;
    readonly json: boolean;
}
declare function runDead({ queue, retry, json }: DeadRequest, world: Pick<World, "cwd" | "signal" | "stdout">): Promise<number>;
interface WorkerSettingsSource {
    readonly config: string;
    readonly queue?: QueueRequest | undefined;
    readonly jobs?: number | undefined;
    readonly listen?: string | undefined;
}
interface WorkerOptions extends WorkerSettingsSource {
    readonly log: (entry: LogEntry) => void;
    readonly monitor?: (worker: MonitoredWorker) => Promise<WorkerMonitor>;
    readonly timing?: QueueWorkerOptions["timing"];
}
interface MonitoredWorker {
    readonly listen: string;
    readonly jobs: number;
    readonly address: QueueAddress;
}
interface WorkerMonitor extends AsyncDisposable {
    readonly observe: (event: WorkerEvent) => void;
}
declare function runWorker(options: WorkerOptions, world: World): Promise<never>;
declare function resolveRoot(cwd: string, root: string): string;
declare function readSelectionArguments(argv: Arguments, origins?: SettingOrigins, isShared?: (origin: Origin | undefined) => boolean): {
    root: string;
    files: readonly string[] | undefined;
    include: readonly string[] | undefined;
    exclude: readonly string[] | undefined;
    excludedDirs: readonly string[] | undefined;
    maxSize: number | undefined;
    filesFrom: string | undefined;
    nulSeparated: boolean;
    useGitignore: boolean;
    trackedOnly: boolean;
    recurseSubmodules: boolean;
    revision: string | undefined;
    since: string | undefined;
    patternSources: Readonly<Partial<Record<PatternOption, PatternSource>>>;
};
type SelectionArguments = ReturnType<typeof readSelectionArguments>;
declare function toSelection(given: SelectionArguments, world: World): Promise<Selection>;
declare function warnOfUnmatched(unmatched: readonly UnmatchedPattern[], { verbose }: {
    readonly verbose: boolean;
}, { observe }: Pick<Observers, "observe">): void;
declare const singleCommand: Command;
interface StoreRequest {
    readonly endpoint: string | undefined;
    readonly region: string | undefined;
    readonly addressing: "auto" | "path" | "virtual";
    readonly profile: string | undefined;
    readonly insecure: boolean;
}
declare function readStoreArguments(argv: Arguments): StoreRequest;
interface StoreAccess {
    readonly request: StoreRequest;
    readonly observe: Observe;
}
declare function findStored(address: string, { request, observe }: StoreAccess, world: Pick<World, "env" | "pid" | "hostname" | "now" | "signal">): Promise<StoredFile>;
interface OpenedStore {
    readonly store: Store;
    readonly name: string;
}
type StoreWorld = Pick<World, "env" | "pid" | "hostname" | "now">;
declare function openStore(address: string, request: StoreRequest, { world, observe }: {
    readonly world: StoreWorld;
    readonly observe: Observe;
}): Promise<OpenedStore>;
declare function readSecretsArguments(argv: Arguments): {
    readonly mode: "warn" | "redact" | "fail" | "off";
    readonly baseline: string | undefined;
    readonly rules: string | undefined;
    readonly report: string | undefined;
    readonly inline: boolean;
};
type SecretsArguments = ReturnType<typeof readSecretsArguments>;
declare function requireWritableReport(file: string, world: Pick<World, "cwd">): string;
declare function requireWritableBaseline(file: string, world: Pick<World, "cwd">): string;
interface ReportContext {
    readonly version: string;
    readonly process: RunIdOptions;
    readonly searches?: readonly (ProjectSecrets | undefined)[];
}
declare function writeSecretsReport(path: string, secrets: readonly ReportedSecret[], { version, process, searches }: ReportContext): Promise<void>;
declare function writeBaseline(path: string, secrets: readonly ReportedSecret[], process: RunIdOptions): Promise<void>;
declare function toSecrets({ mode, baseline: baselineFile, rules: rulesFile, inline }: SecretsArguments, { cwd }: Pick<World, "cwd">): Promise<ProjectSecrets | undefined>;
export { type Action, type AppliedSettings, type Command, type DeadRequest, type DefaultWorkers, type HooksRequest, type MonitoredWorker, type OutputWatch, type QueueRequest, type RunRequest, type SecretsArguments, type SelectionArguments, type SettingOrigins, type SettingsFor, type SettingsSource, type StoreAccess, type StoreRequest, type TrustRequest, type WorkerFacts, type WorkerMonitor, type WorkerOptions, type WorkerSettingsSource, type World, archiveCommand, auditCommand, batchCommand, completeArguments, findAddress, findStored, flagSets, forReading, openRequestedTrust, openStore, outputFailure, performDump, readHookArguments, readMetricsArguments, readOutputArguments, readQueueRequest, readSecretsArguments, readSelectionArguments, readSettingsSource, readStoreArguments, readTrust, readWorkers, requireWritableBaseline, requireWritableReport, resolveRoot, runDead, runObserved, runWorker, settingsDirectory, singleCommand, toArgument, toSecrets, toSelection, warnOfUnmatched, watchOutput, writeBaseline, writeSecretsReport };
