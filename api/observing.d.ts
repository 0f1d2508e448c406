import { ErrorCode, DumpEvent, SourceFile } from "@create-dump/core";
import { BatchEvent } from "@create-dump/batching";
import { Metrics } from "@create-dump/metrics";
import { Writable } from "node:stream";
import { RunIdOptions } from "@create-dump/files";
declare function counted(number: number, noun: string): string;
declare function grouped(number: number): string;
declare function textWidth(text: string): number;
declare function cutText(text: string, width: number, unicode: boolean): string;
interface ErrorDescription {
    readonly code: ErrorCode | "STOPPED" | "UNEXPECTED";
    readonly message: string;
}
declare function describeError(error: unknown): ErrorDescription;
type RunEvent = DumpEvent | BatchEvent | ProblemEvent;
interface ProblemEvent extends ErrorDescription {
    readonly type: "problem-found";
    readonly path?: string;
}
interface Outcome {
    readonly exitCode: number;
    readonly error?: unknown;
}
interface Observer {
    readonly observe: (event: RunEvent) => void;
    readonly settle?: () => void;
    readonly loss?: () => string | undefined;
    readonly finish?: (outcome: Outcome) => void | Promise<void>;
}
declare function errorDocument(command: string, { error, exitCode }: Outcome): string;
declare const exitCodes: {
    readonly done: 0;
    readonly failed: 1;
    readonly usage: 2;
    readonly partly: 3;
    readonly integrity: 4;
    readonly refused: 5;
    readonly locked: 6;
    readonly brokenPipe: 141;
};
declare const exitCodeMeanings: ReadonlyArray<readonly [
    code: string,
    meaning: string
]>;
declare function exitCodeOf(thrown: unknown): number;
declare const logFormats: readonly [
    "pretty",
    "json"
];
declare const logLevels: readonly [
    "debug",
    "info",
    "warn",
    "error"
];
type LogFormat = (typeof logFormats)[number];
type LogLevel = (typeof logLevels)[number];
interface OutputOptions {
    readonly json: boolean;
    readonly quiet: boolean;
    readonly verbose: boolean;
    readonly progress: boolean | undefined;
    readonly color: boolean | undefined;
    readonly logFormat: LogFormat | undefined;
    readonly logLevel: LogLevel | undefined;
    readonly events: "ndjson" | undefined;
    readonly eventsFile: string | undefined;
}
interface MetricsOptions {
    readonly port: number | undefined;
    readonly host: string | undefined;
    readonly file: string | undefined;
    readonly push: string | undefined;
}
interface LogEntry {
    readonly level: LogLevel;
    readonly message: string;
    readonly fields?: Readonly<Record<string, unknown>>;
}
interface LoggerOptions {
    readonly format: LogFormat;
    readonly level: LogLevel;
    readonly bound: Readonly<Record<string, string>>;
    readonly colors: boolean;
    readonly now: () => Date;
    readonly write: (text: string) => void;
}
type Logger = (entry: LogEntry) => void;
declare function createMetricsObserver(metrics: Metrics): Required<Omit<Observer, "settle" | "loss">>;
interface ObservedProcess {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly stdout: {
        readonly isTTY?: boolean;
    };
    readonly stderr: Writable & {
        readonly isTTY?: boolean;
        readonly columns?: number;
        readonly rows?: number;
    };
    readonly pid: number;
    readonly hostname: string;
    readonly version: string;
    readonly now: () => Date;
    readonly signal: AbortSignal;
}
type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";
type Paint = (style: Style, text: string) => string;
declare function createPaint(hasColors: boolean): Paint;
declare function hasColors({ color }: {
    readonly color: boolean | undefined;
}, stream: {
    readonly isTTY?: boolean;
}, { env }: Pick<ObservedProcess, "env">): boolean;
interface Notes {
    readonly areWanted: boolean;
    readonly paint: Paint;
    readonly write: (text: string) => void;
}
interface ObservedRun {
    readonly command: string;
    readonly output: OutputOptions;
    readonly metrics?: MetricsOptions | undefined;
    readonly startedAt?: Date;
    readonly fields?: Readonly<Record<string, string>>;
    readonly others?: readonly Observer[];
}
declare function openLogger(options: LoggerOptions): Promise<Logger>;
interface RunResult {
    readonly document: () => string;
    readonly report?: string | undefined;
}
interface Observers extends AsyncDisposable {
    readonly observe: (event: RunEvent) => void;
    readonly aside: (print: () => void) => void;
    readonly settle: () => void;
    readonly warnings: () => readonly string[];
    readonly present: (result: RunResult) => void;
    readonly result: () => RunResult | undefined;
    readonly notes: Notes;
    readonly paint: Paint;
    readonly process: RunIdOptions;
    readonly finish: (outcome: Outcome) => Promise<void>;
}
declare function openObservers(run: ObservedRun, world: ObservedProcess): Promise<Observers>;
declare function documentText(command: string, content: object): string;
declare function fileDocuments(files: readonly SourceFile[]): readonly SourceFile[];
type SummaryRow = readonly [
    label: string,
    value: string | undefined
];
declare function formatSummary(rows: readonly SummaryRow[], paint: Paint): string;
declare function listedPath(path: string, zero: boolean): string | Uint8Array;
declare function namedOrCounted(lines: readonly string[], kind: string, { verbose }: {
    readonly verbose: boolean;
}): readonly string[];
declare function salvageLine(dump: string, directory?: string): string;
declare function withSalvageLine(error: unknown, dump: string, directory?: string): unknown;
interface TableOptions {
    readonly right?: readonly number[];
    readonly width?: number | undefined;
}
declare function tableOf(rows: readonly (readonly string[])[], { right, width }?: TableOptions): string;
declare function terminalWidth({ isTTY, columns }: {
    readonly isTTY?: boolean;
    readonly columns?: number;
}, { verbose }: {
    readonly verbose: boolean;
}): number | undefined;
declare function timeText(seconds: number, bytes: number): string;
declare function writeAll(stream: Writable, bytes: string | Uint8Array): Promise<void>;
type Line = string | Uint8Array;
declare function writeLines(stream: Writable, lines: Iterable<Line> | AsyncIterable<Line>): Promise<void>;
declare function redactCredentials(text: string): string;
declare const numbers: {
    readonly SIGHUP: 1;
    readonly SIGINT: 2;
    readonly SIGTERM: 15;
};
type StopSignalName = keyof typeof numbers;
declare const stopSignalNames: readonly StopSignalName[];
declare class StopSignal extends Error {
    readonly name = "StopSignal";
    readonly exitCode: number;
    constructor(signal: StopSignalName);
}
export { type ErrorDescription, type LogEntry, type LogFormat, type LogLevel, type Logger, type LoggerOptions, type MetricsOptions, type Notes, type ObservedProcess, type ObservedRun, type Observer, type Observers, type Outcome, type OutputOptions, type Paint, type RunEvent, type RunResult, StopSignal, type StopSignalName, type SummaryRow, type TableOptions, counted, createMetricsObserver, createPaint, cutText, describeError, documentText, errorDocument, exitCodeMeanings, exitCodeOf, exitCodes, fileDocuments, formatSummary, grouped, hasColors, listedPath, logFormats, logLevels, namedOrCounted, openLogger, openObservers, redactCredentials, salvageLine, stopSignalNames, tableOf, terminalWidth, textWidth, timeText, withSalvageLine, writeAll, writeLines };
