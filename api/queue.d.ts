import { PatternOption, PatternSource, ErrorCode, DumpEvent, UnmatchedPattern } from "@create-dump/core";
interface JobSelection {
    readonly useGitignore?: boolean;
    readonly trackedOnly?: boolean;
    readonly recurseSubmodules?: boolean;
    readonly gitMetadata?: boolean;
    readonly files?: readonly string[];
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
    readonly excludedDirs?: readonly string[];
    readonly patternSources?: Readonly<Partial<Record<PatternOption, PatternSource>>>;
    readonly nestedRoots?: readonly string[];
    readonly maxSize?: number;
}
type JobSource = {
    readonly kind: "path";
    readonly root: string;
    readonly top: string;
} | {
    readonly kind: "git";
    readonly url: string;
    readonly commit: string;
};
interface DumpJob {
    readonly version: 1;
    readonly run: string;
    readonly tool: string;
    readonly directory: string;
    readonly name: string;
    readonly prefix: string;
    readonly sequence: number;
    readonly source: JobSource;
    readonly destination: string;
    readonly isStaged: boolean;
    readonly generatedAt: string;
    readonly isReproducible: boolean;
    readonly timeoutMs: number | null;
    readonly treeName: string | null;
    readonly selection: JobSelection;
    readonly contents: "list" | "tree" | "none" | null;
    readonly binary: "list" | "embed" | "skip" | null;
    readonly compress: boolean;
    readonly mode: number | null;
    readonly skipUnchanged: boolean;
    readonly strict: boolean;
    readonly group: string | null;
    readonly limits: {
        readonly files?: number;
        readonly bytes?: number;
    };
    readonly mustBeSigned: boolean;
}
interface JobReason {
    readonly code: ErrorCode | "UNEXPECTED";
    readonly message: string;
}
interface JobReport {
    readonly directory: string;
    readonly name: string;
    readonly prefix: string;
    readonly outcome: "dumped" | "unchanged" | "partly" | "failed" | "empty";
    readonly reason: JobReason | null;
    readonly dump: string | null;
    readonly sha256: string | null;
    readonly treeSha256: string | null;
    readonly files: number;
    readonly bytes: number;
    readonly skipped: number;
    readonly seconds: number;
}
interface JobResult {
    readonly report: JobReport;
    readonly dumpBytes: number;
    readonly commit: string | null;
    readonly unmatched: readonly UnmatchedPattern[];
    readonly events: readonly DumpEvent[];
}
interface JobProgress {
    readonly reached: readonly DumpEvent[];
    readonly bytes: number;
}
interface AllowedPlaces {
    readonly roots: readonly string[];
    readonly destinations: readonly string[];
    readonly hosts: readonly string[];
}
type ResolvePath = (path: string) => Promise<string>;
interface QueueAddress {
    readonly url: string;
    readonly shown: string;
}
declare function parseQueueUrl(text: string): QueueAddress;
type JobOutcome = {
    readonly result: JobResult;
} | {
    readonly failure: JobReason;
};
interface QueueRunContext {
    readonly signal: AbortSignal;
    readonly warn: (message: string) => void;
    readonly onStarted: (directory: string) => void;
    readonly onProgress: (directory: string, progress: JobProgress) => void;
    readonly onFinished: (directory: string, outcome: JobOutcome) => void;
}
type RunJobs = (jobs: readonly DumpJob[], context: QueueRunContext) => Promise<void>;
type JobCounts = Readonly<Record<"waiting" | "active" | "delayed" | "completed" | "failed", number>>;
interface QueueRunnerOptions {
    readonly address: QueueAddress;
    readonly onCounts?: (counts: JobCounts) => void;
    readonly onStalled?: () => void;
    readonly timing?: Partial<RunnerTiming>;
}
interface RunnerTiming {
    readonly poll: number;
    readonly unavailableAfter: number;
    readonly lostAfter: number;
    readonly cancelWait: number;
}
declare function createQueueRunner(options: QueueRunnerOptions): RunJobs;
interface JobContext {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: JobProgress) => void;
    readonly confirm: () => Promise<void>;
}
type PerformJob = (job: DumpJob, context: JobContext) => Promise<JobResult>;
type WorkerEvent = {
    readonly type: "job-started";
    readonly job: DumpJob;
} | {
    readonly type: "job-finished";
    readonly job: DumpJob;
    readonly result: JobResult;
} | {
    readonly type: "job-failed";
    readonly job: DumpJob | undefined;
    readonly message: string;
    readonly isDead: boolean;
} | {
    readonly type: "job-stalled";
    readonly id: string;
} | {
    readonly type: "connection-failed";
    readonly message: string;
};
interface QueueWorkerOptions {
    readonly address: QueueAddress;
    readonly jobs: number;
    readonly allowed: AllowedPlaces;
    readonly perform: PerformJob;
    readonly observe?: (event: WorkerEvent) => void;
    readonly resolvePath?: ResolvePath;
    readonly timing?: Partial<WorkerTiming>;
}
interface WorkerTiming {
    readonly lockDuration: number;
    readonly stalledInterval: number;
    readonly poll: number;
    readonly progress: number;
}
interface QueueWorker {
    stop(): Promise<void>;
}
declare function createQueueWorker(options: QueueWorkerOptions): Promise<QueueWorker>;
interface DeadJob {
    readonly id: string;
    readonly job: DumpJob | undefined;
    readonly reason: JobReason;
    readonly attempts: number;
    readonly failedAt: Date | undefined;
}
interface DeadOptions {
    readonly address: QueueAddress;
    readonly signal: AbortSignal;
    readonly unavailableAfter?: number;
}
declare function listDead(options: DeadOptions): Promise<readonly DeadJob[]>;
declare function retryDead(options: DeadOptions): Promise<readonly DeadJob[]>;
declare function pingQueue({ address, signal, unavailableAfter, }: DeadOptions): Promise<void>;
export { type AllowedPlaces, type DeadJob, type DeadOptions, type DumpJob, type JobContext, type JobCounts, type JobOutcome, type JobProgress, type JobReason, type JobReport, type JobResult, type JobSelection, type JobSource, type PerformJob, type QueueAddress, type QueueRunContext, type QueueRunnerOptions, type QueueWorker, type QueueWorkerOptions, type ResolvePath, type RunJobs, type RunnerTiming, type WorkerEvent, type WorkerTiming, createQueueRunner, createQueueWorker, listDead, parseQueueUrl, pingQueue, retryDead };
