import { SecretMode, SecretFinder, Discovery, Listing, Store, Observe, RecordAct, SignBytes, DumpResult, DigestedRecord } from "@create-dump/core";
import { RunIdOptions } from "@create-dump/files";
import { Writable } from "node:stream";
import { ContentsStyle, SectionMemory, RenderSections } from "@create-dump/markdown-writer";
import { SecretFinderOptions } from "@create-dump/secrets";
import { CollectorOptions, ExplainOptions, Explanation, StatPreload } from "@create-dump/collector";
export { DecidingOption, Explanation, readRemoteUrl, userGitFiles } from "@create-dump/collector";
import { WorkerOptions, Worker, MessagePort } from "node:worker_threads";
interface ProjectSecrets {
    readonly mode: SecretMode;
    readonly finder: SecretFinderOptions;
    readonly recorded?: Readonly<Record<string, unknown>>;
}
type CreateFinder = (options: SecretFinderOptions) => SecretFinder | Promise<SecretFinder>;
interface DumpLimits {
    readonly files?: number;
    readonly bytes?: number;
}
interface Selection extends Omit<CollectorOptions, "isOwnOutput" | "globPrefix" | "onHide" | "onChosen" | "statPreload"> {
    readonly revision?: string;
    readonly since?: string;
}
declare function discoverFiles(selection: Selection, signal: AbortSignal): Promise<Discovery>;
declare function listFiles(selection: Selection, signal: AbortSignal): Promise<Listing>;
declare function explainSelection(selection: Selection, paths: readonly string[], { signal, warn }: Pick<ExplainOptions, "warn"> & {
    readonly signal: AbortSignal;
}): Promise<readonly Explanation[]>;
type Destination = {
    readonly kind: "directory";
    readonly directory: string;
    readonly prefix?: string;
    readonly mustExist?: boolean;
} | {
    readonly kind: "store";
    readonly store: Store;
    readonly prefix?: string;
    readonly spoolDirectory: string;
} | {
    readonly kind: "file";
    readonly path: string;
    readonly replace?: boolean;
} | {
    readonly kind: "stream";
    readonly stream: Writable;
    readonly spoolDirectory?: string;
};
type BinaryPolicy = "list" | "embed" | "skip";
interface SkipUnchanged {
    readonly cacheDirectory?: string;
    readonly spoolDirectory: string;
    readonly kept?: {
        readonly directory: string;
        readonly prefix: string;
    };
}
interface ProjectDump {
    readonly selection: Selection;
    readonly destination: Destination;
    readonly contents?: ContentsStyle;
    readonly binary?: BinaryPolicy;
    readonly compress?: boolean;
    readonly mode?: number;
    readonly skipUnchanged?: SkipUnchanged;
    readonly strict?: boolean;
    readonly secrets?: ProjectSecrets;
    readonly limits?: DumpLimits;
    readonly name?: string;
    readonly group?: string;
}
interface RenderSource {
    readonly root: string;
    readonly binary: "list" | "embed";
    readonly secrets?: ProjectSecrets;
}
type RenderMemory = SectionMemory;
type StartThread = (options: WorkerOptions) => Worker;
interface RenderPoolOptions {
    readonly threads: number;
    readonly memory?: number;
    readonly startThread: StartThread;
}
interface RenderPool extends AsyncDisposable {
    prepare(): void;
    readonly statPreload: StatPreload;
    createRenderer(source: RenderSource): RenderSections;
}
declare function createRenderPool(options: RenderPoolOptions): RenderPool;
interface RunContext {
    readonly process: RunIdOptions;
    readonly tool: string;
    readonly generatedAt?: Date;
    readonly isReproducible?: boolean;
    readonly observe?: Observe;
    readonly signal?: AbortSignal;
    readonly renderPool?: RenderPool;
    readonly createFinder?: CreateFinder;
    readonly record?: RecordAct;
    readonly sign?: SignBytes;
    readonly mustBeSigned?: boolean;
    readonly admit?: (discovery: Discovery) => Promise<void>;
}
declare function dumpProject(project: ProjectDump, context: RunContext): Promise<DumpResult>;
declare function discoverProject(project: ProjectDump, signal: AbortSignal): Promise<Discovery>;
interface CreateDumpOptions extends Omit<ProjectDump, "selection" | "destination">, Partial<Omit<RunContext, "process">> {
    readonly root: string;
    readonly dest: string;
    readonly selection?: Omit<Selection, "root">;
}
declare function createDump(options: CreateDumpOptions): Promise<DumpResult>;
declare function recordUnchanged({ path, sha256, unchanged }: DumpResult, record: RecordAct | undefined): Promise<void>;
declare function createOwnOutputTest(root: string): (path: string) => boolean;
declare function isArchiveHead(head: Buffer | undefined): boolean;
declare const reportFormat = "create-dump-batch";
declare const reportIndexHead = "# Batch of code dumps: ";
declare function parseReportName(name: string): {
    readonly stamp: string;
    readonly sequence: number;
} | undefined;
declare function reportStamp({ generated }: {
    readonly generated: string;
}): string;
declare function stagingName(runId: string): string;
declare function parseStagingName(name: string): string | undefined;
interface OwnProcess {
    readonly pid: number;
    readonly hostname: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly homeDirectory: string;
}
declare function ownProcess(): OwnProcess;
declare function recordTree(selection: Selection, signal: AbortSignal, warn?: (message: string) => void): Promise<readonly DigestedRecord[]>;
declare function serveRendering(port: MessagePort, shared: RenderMemory, createFinder?: CreateFinder): void;
export { type BinaryPolicy, type CreateDumpOptions, type CreateFinder, type Destination, type DumpLimits, type OwnProcess, type ProjectDump, type ProjectSecrets, type RenderMemory, type RenderPool, type RenderPoolOptions, type RunContext, type Selection, type SkipUnchanged, createDump, createOwnOutputTest, createRenderPool, discoverFiles, discoverProject, dumpProject, explainSelection, isArchiveHead, listFiles, ownProcess, parseReportName, parseStagingName, recordTree, recordUnchanged, reportFormat, reportIndexHead, reportStamp, serveRendering, stagingName };
