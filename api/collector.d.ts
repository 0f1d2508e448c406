import { GitFacts, PatternOption, PatternSource, IgnoreRule, Discover, Listing, OpenSourceFile } from "@create-dump/core";
interface FileStats {
    readonly mode: number;
    readonly size: number;
    readonly mtimeMs: number;
    readonly ctimeMs: number;
    readonly ino: number;
}
interface UserGitFiles {
    readonly gitConfigFiles?: readonly string[];
    readonly excludesFile?: string;
    readonly systemAttributesFile?: string;
    readonly attributesFile?: string;
    readonly homeDirectory?: string;
}
interface GitSurroundings {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly homeDirectory: string;
}
declare function userGitFiles({ env, homeDirectory }: GitSurroundings): {
    attributesFile: string;
    homeDirectory: string;
    systemAttributesFile?: string;
    gitConfigFiles: string[];
    excludesFile: string;
};
type UserFiles = Pick<UserGitFiles, "gitConfigFiles" | "homeDirectory">;
type Changes = Pick<GitFacts, "dirty" | "note">;
type SharedChanges = Map<string, Promise<Changes>>;
interface StatPreload {
    prepare(): void;
    stat(files: FilesToStat): Promise<Float64Array>;
}
interface FilesToStat {
    readonly directory: string;
    readonly paths: string;
}
declare function statFiles({ directory, paths }: FilesToStat): Float64Array;
interface SelectionOptions extends UserGitFiles {
    readonly root: string;
    readonly useGitignore?: boolean;
    readonly trackedOnly?: boolean;
    readonly recurseSubmodules?: boolean;
    readonly files?: readonly string[];
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
    readonly excludedDirs?: readonly string[];
    readonly patternSources?: Readonly<Partial<Record<PatternOption, PatternSource>>>;
    readonly nestedRoots?: readonly string[];
    readonly outputDirectory?: string;
    readonly maxSize?: number;
    readonly ignoreTop?: string;
    readonly globPrefix?: string;
    readonly onHide?: (path: string, isDirectory: boolean, rule: IgnoreRule) => void;
    readonly listed?: readonly string[];
    readonly onChosen?: (path: string, stats: FileStats) => void;
    readonly onRetry?: (why: string) => void;
    readonly isOwnOutput?: (path: string) => boolean;
}
interface CollectorOptions extends SelectionOptions {
    readonly statPreload?: StatPreload;
    readonly gitMetadata?: boolean;
    readonly sharedChanges?: SharedChanges;
}
declare function createCollector(options: CollectorOptions): Discover;
declare function createLister(options: SelectionOptions): (signal: AbortSignal) => Promise<Listing>;
interface FileReaderOptions {
    readonly root: string;
}
declare function createFileReader({ root }: FileReaderOptions): OpenSourceFile;
interface ObjectReaderOptions {
    readonly root: string;
}
declare function createObjectReader({ root }: ObjectReaderOptions): OpenSourceFile;
type IsOwnBlob = (path: string, read: (path: string) => Buffer | undefined) => boolean;
interface RevisionCollectorOptions extends Omit<SelectionOptions, "useGitignore" | "trackedOnly" | "recurseSubmodules" | "listed" | "excludesFile" | "isOwnOutput" | "ignoreTop"> {
    readonly revision: string;
    readonly gitMetadata?: boolean;
    readonly isOwnBlob?: IsOwnBlob;
}
declare function createRevisionCollector(options: RevisionCollectorOptions): Discover;
declare function readRemoteUrl(root: string, userFiles?: UserFiles): string | undefined;
type Reason = {
    readonly kind: "tracked";
} | {
    readonly kind: "untracked";
    readonly rule?: IgnoreRule;
} | {
    readonly kind: "ignored";
    readonly rule: IgnoreRule;
    readonly path: string;
} | {
    readonly kind: "option";
    readonly option: DecidingOption;
    readonly value: string;
} | {
    readonly kind: "built-in";
    readonly what: "git directory" | "own output" | "nested repository" | "twin of a tracked file";
} | {
    readonly kind: "missing";
    readonly rule?: IgnoreRule;
} | {
    readonly kind: "not a file";
    readonly what: "directory" | "special" | "submodule";
};
type DecidingOption = "files" | "include" | "exclude" | "excludedDirs" | "nestedRoots" | "maxSize" | "listed" | "trackedOnly";
interface Explanation {
    readonly path: string;
    readonly chosen: boolean;
    readonly reason: Reason;
    readonly exists?: false;
}
interface ExplainOptions extends SelectionOptions {
    readonly warn?: (message: string) => void;
}
declare function explainPaths(options: ExplainOptions, paths: readonly string[], signal: AbortSignal): Promise<Explanation[]>;
interface ExplainRevisionOptions extends RevisionCollectorOptions {
    readonly warn?: (message: string) => void;
}
declare function explainRevision(options: ExplainRevisionOptions, paths: readonly string[], signal: AbortSignal): Promise<Explanation[]>;
interface LeftOutOptions extends SelectionOptions {
    readonly revision?: string;
    readonly isOwnBlob?: IsOwnBlob;
}
interface ChangesCollectorOptions extends Pick<LeftOutOptions, "root" | "files" | "include" | "exclude" | "excludedDirs" | "nestedRoots" | "listed" | "ignoreTop" | "isOwnOutput" | "isOwnBlob" | "revision" | "gitConfigFiles" | "homeDirectory" | "systemAttributesFile" | "attributesFile"> {
    readonly since: string;
    readonly discover: Discover;
}
declare function createChangesCollector(options: ChangesCollectorOptions): Discover;
export { type ChangesCollectorOptions, type CollectorOptions, type DecidingOption, type ExplainOptions, type ExplainRevisionOptions, type Explanation, type FileReaderOptions, type FileStats, type FilesToStat, type GitSurroundings, type ObjectReaderOptions, type Reason, type RevisionCollectorOptions, type SelectionOptions, type SharedChanges, type StatPreload, type UserGitFiles, createChangesCollector, createCollector, createFileReader, createLister, createObjectReader, createRevisionCollector, explainPaths, explainRevision, readRemoteUrl, statFiles, userGitFiles };
