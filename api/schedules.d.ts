interface Schedule {
    readonly text: string;
    next(after: Date): Date | undefined;
    previous(now: Date): Date | undefined;
}
interface ScheduleOptions {
    readonly pattern: string;
    readonly timezone: string;
}
declare function createSchedule({ pattern, timezone }: ScheduleOptions): Schedule;
declare function patternRule(pattern: string): string | undefined;
declare function timezoneRule(timezone: string): string | undefined;
interface RunRecord {
    readonly id: string;
    readonly run: string;
    readonly due: Date;
    readonly started: Date;
    readonly finished: Date | null;
    readonly outcome: string | null;
    readonly exitCode: number | null;
    readonly report: string | null;
    readonly skipped: {
        readonly count: number;
        readonly last: Date;
    } | null;
}
interface WatchRecord {
    readonly run: string;
    readonly schedule: string;
    readonly since: Date;
}
type HistoryRecord = RunRecord | WatchRecord;
interface History {
    readonly records: () => readonly HistoryRecord[];
    readonly append: (record: HistoryRecord) => Promise<void>;
}
interface HistoryOptions {
    readonly path: string;
    readonly runId: string;
    readonly keep?: number;
    readonly warn: (message: string) => void;
}
declare function openHistory(options: HistoryOptions): Promise<History & AsyncDisposable>;
interface ScheduledRun {
    readonly name: string;
    readonly schedule: Schedule;
    readonly catchUp: "once" | "none";
}
interface DueRun {
    readonly run: string;
    readonly due: Date;
    readonly action: "start" | "skip";
    readonly why: "scheduled" | "missed" | "unfinished";
}
interface DueOptions {
    readonly runs: readonly ScheduledRun[];
    readonly history: readonly HistoryRecord[];
    readonly running: ReadonlySet<string>;
    readonly now: Date;
}
declare function planDue({ runs, ...options }: DueOptions): readonly DueRun[];
type ScheduleEvent = {
    readonly type: "looked";
} | {
    readonly type: "run-started";
    readonly record: RunRecord;
    readonly why: DueRun["why"];
} | {
    readonly type: "run-finished";
    readonly record: RunRecord;
    readonly error?: unknown;
} | {
    readonly type: "run-skipped";
    readonly record: RunRecord;
    readonly due: Date;
} | {
    readonly type: "run-interrupted";
    readonly record: RunRecord;
} | {
    readonly type: "history-failed";
    readonly run: string;
    readonly error: unknown;
};
interface RunResult {
    readonly outcome: string;
    readonly exitCode: number;
    readonly report: string | null;
}
type Act = (run: {
    readonly name: string;
    readonly id: string;
    readonly due: Date;
}, signal: AbortSignal) => Promise<RunResult>;
interface SchedulerOptions {
    readonly runs: readonly ScheduledRun[];
    readonly history: History;
    readonly act: Act;
    readonly now: () => Date;
    readonly setTimer: (callback: () => void, milliseconds: number) => () => void;
    readonly createId: () => string;
    readonly observe: (event: ScheduleEvent) => void;
}
interface Scheduler {
    readonly start: () => Promise<void>;
    readonly stop: (reason: unknown) => Promise<void>;
    readonly next: () => ReadonlyMap<string, Date>;
}
declare function createScheduler(options: SchedulerOptions): Scheduler;
export { type Act, type DueOptions, type DueRun, type History, type HistoryOptions, type HistoryRecord, type RunRecord, type RunResult, type Schedule, type ScheduleEvent, type ScheduleOptions, type ScheduledRun, type Scheduler, type SchedulerOptions, type WatchRecord, createSchedule, createScheduler, openHistory, patternRule, planDue, timezoneRule };
