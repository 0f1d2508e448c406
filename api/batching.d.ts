import { DumpEvent, ErrorCode, PatternOption, PatternSource, UnmatchedPattern } from "@create-dump/core";
import { RunContext, OwnProcess, ProjectDump, Selection, RenderPool } from "@create-dump/dumping";
import { KeepingOptions, KeepingReport, KeepingContext } from "@create-dump/snapshots";
import { RetentionPolicy } from "@create-dump/retention";
interface ProjectIdentity {
    readonly directory: string;
    readonly name: string;
}
type ProjectOutcome = "dumped" | "unchanged" | "partly" | "failed" | "empty" | "withheld" | "stopped" | "unaffected" | "kept";
interface OutcomeReason {
    readonly code: ErrorCode | "WITHHELD" | "STOPPED" | "UNEXPECTED";
    readonly message: string;
}
type BatchEvent = {
    readonly type: "batch-started";
    readonly projects: readonly ProjectIdentity[];
} | {
    readonly type: "project-started";
    readonly project: ProjectIdentity;
} | {
    readonly type: "project-event";
    readonly project: ProjectIdentity;
    readonly event: DumpEvent;
} | {
    readonly type: "project-finished";
    readonly project: ProjectIdentity;
    readonly outcome: ProjectOutcome;
    readonly reason?: OutcomeReason;
} | {
    readonly type: "batch-event";
    readonly event: DumpEvent;
};
type ObserveBatch = (event: BatchEvent) => void;
interface ProjectReport {
    readonly directory: string;
    readonly name: string;
    readonly prefix: string;
    readonly outcome: ProjectOutcome;
    readonly reason: OutcomeReason | null;
    readonly dump: string | null;
    readonly sha256: string | null;
    readonly treeSha256: string | null;
    readonly files: number;
    readonly bytes: number;
    readonly skipped: number;
    readonly seconds: number;
}
interface BatchReport {
    readonly format: "create-dump-batch";
    readonly version: 1;
    readonly tool: string;
    readonly root: string;
    readonly generated: string;
    readonly started: string;
    readonly finished: string | null;
    readonly seconds: number | null;
    readonly atomic: boolean;
    readonly affected: string | null;
    readonly resumed: string | null;
    readonly outcome: "done" | "partly" | "failed" | "stopped";
    readonly projects: readonly ProjectReport[];
}
declare function countOutcomes(projects: readonly ProjectReport[]): string;
interface TaskSelection {
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
interface ProjectTask {
    readonly version: 1;
    readonly run: string;
    readonly tool: string;
    readonly directory: string;
    readonly name: string;
    readonly prefix: string;
    readonly sequence: number;
    readonly source: {
        readonly kind: "path";
        readonly root: string;
        readonly top: string;
    };
    readonly destination: string;
    readonly isStaged: boolean;
    readonly generatedAt: string;
    readonly isReproducible: boolean;
    readonly timeoutMs: number | null;
    readonly treeName: string | null;
    readonly selection: TaskSelection;
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
interface TaskReport extends ProjectReport {
    readonly outcome: "dumped" | "unchanged" | "partly" | "failed" | "empty";
    readonly reason: {
        readonly code: ErrorCode | "UNEXPECTED";
        readonly message: string;
    } | null;
}
interface TaskResult {
    readonly report: TaskReport;
    readonly dumpBytes: number;
    readonly commit: string | null;
    readonly unmatched: readonly UnmatchedPattern[];
    readonly events: readonly DumpEvent[];
}
interface TaskProgress {
    readonly reached: readonly DumpEvent[];
    readonly bytes: number;
}
type TaskOutcome = {
    readonly result: TaskResult;
} | {
    readonly failure: OutcomeReason;
};
interface RunProjectsContext {
    readonly signal: AbortSignal;
    readonly warn: (message: string) => void;
    readonly onStarted: (directory: string) => void;
    readonly onProgress: (directory: string, progress: TaskProgress) => void;
    readonly onFinished: (directory: string, outcome: TaskOutcome) => void;
}
type RunProjects = (tasks: readonly ProjectTask[], context: RunProjectsContext) => Promise<void>;
type ProjectRequest = Omit<ProjectDump, "destination">;
interface BatchProject extends ProjectIdentity {
    readonly prepared?: ProjectRequest | {
        readonly failure: OutcomeReason;
    };
}
interface ProjectDefaults extends Omit<ProjectRequest, "selection" | "name" | "group"> {
    readonly selection?: Omit<Selection, "root">;
}
interface BatchKeeping extends Omit<KeepingOptions, "directory" | "groups" | "dryRun" | "required" | "upcoming"> {
    readonly all: boolean;
}
interface BatchOptions {
    readonly root: string;
    readonly destination: string;
    readonly stem?: string;
    readonly projects: readonly BatchProject[];
    readonly defaults?: ProjectDefaults;
    readonly nested?: boolean;
    readonly jobs?: number;
    readonly timeout?: number;
    readonly atomic?: boolean;
    readonly strict?: boolean;
    readonly affected?: string;
    readonly resume?: boolean;
    readonly wait?: number;
    readonly ledger?: boolean;
    readonly mode?: number;
    readonly keeping?: BatchKeeping;
}
interface BatchContext extends Omit<RunContext, "process" | "tool" | "observe" | "admit" | "record" | "mustBeSigned"> {
    readonly process?: Pick<OwnProcess, "pid" | "hostname">;
    readonly tool?: string;
    readonly now?: () => Date;
    readonly generatedAt?: Date;
    readonly observe?: ObserveBatch;
    readonly runProjects?: RunProjects;
}
interface BatchPlan {
    readonly projects: readonly ProjectReport[];
    readonly unmatched: readonly UnmatchedPattern[];
    readonly keeping: KeepingReport | undefined;
}
declare function planBatch(batchOptions: BatchOptions, batchContext?: BatchContext): Promise<BatchPlan>;
interface ReportKeeping {
    readonly policy: RetentionPolicy;
    readonly mode?: number | undefined;
    readonly root?: string | undefined;
    readonly upcoming?: {
        readonly root: string;
        readonly time: Date;
    };
}
declare function keepReports(kept: KeepingReport, { policy, mode, root, upcoming }: ReportKeeping, context: KeepingContext): Promise<KeepingReport>;
interface TaskContext {
    readonly process: Pick<OwnProcess, "pid" | "hostname">;
    readonly tool: string;
    readonly now: () => Date;
    readonly signal: AbortSignal;
    readonly gitFiles: Omit<Selection, "root">;
    readonly skipUnchanged: NonNullable<ProjectDump["skipUnchanged"]>;
    readonly renderPool?: RenderPool;
    readonly onProgress?: (progress: TaskProgress) => void;
    readonly confirm?: () => Promise<void>;
}
declare function runProjectTask(task: ProjectTask, context: TaskContext): Promise<TaskResult>;
interface PublishedReport {
    readonly reportPath: string;
    readonly indexPath: string;
}
interface BatchRun extends PublishedReport {
    readonly report: BatchReport;
    readonly unmatched: readonly UnmatchedPattern[];
    readonly kept: KeepingReport | undefined;
    readonly failure: unknown;
}
declare function runBatch(batchOptions: BatchOptions, batchContext?: BatchContext): Promise<BatchRun>;
export { type BatchContext, type BatchEvent, type BatchKeeping, type BatchOptions, type BatchPlan, type BatchProject, type BatchReport, type BatchRun, type ObserveBatch, type OutcomeReason, type ProjectDefaults, type ProjectIdentity, type ProjectOutcome, type ProjectReport, type ProjectRequest, type ProjectTask, type ReportKeeping, type RunProjects, type RunProjectsContext, type TaskContext, type TaskOutcome, type TaskProgress, type TaskReport, type TaskResult, type TaskSelection, countOutcomes, keepReports, planBatch, runBatch, runProjectTask };
