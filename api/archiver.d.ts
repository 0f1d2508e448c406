import { RecordAct } from "@create-dump/core";
import { Readable } from "node:stream";
interface ArchiveLimits {
    readonly bytes: number;
    readonly ratio: number;
}
type ArchiveFormat = "zip" | "tar.gz";
interface ArchiveName {
    readonly prefix: string;
    readonly stamp: string;
    readonly sequence: number;
    readonly format: ArchiveFormat;
}
declare function formatArchiveName({ prefix, stamp, sequence, format }: ArchiveName): string;
declare function parseArchiveName(name: string): ArchiveName | undefined;
interface ArchivedFile {
    readonly name: string;
    readonly size: number;
    readonly content: () => AsyncIterable<Buffer>;
}
interface ReadOptions {
    readonly signal?: AbortSignal;
    readonly limits?: Partial<ArchiveLimits>;
}
interface ArchiveMember {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
}
interface ArchiveContents {
    readonly format: ArchiveFormat;
    readonly tree?: string;
    readonly dump: ArchiveMember;
    readonly checksum: ArchiveMember;
}
interface ArchiverOptions {
    readonly directory: string;
    readonly format: ArchiveFormat;
    readonly runId: string;
    readonly mode?: number;
    readonly warn: (message: string) => void;
    readonly onPacked?: (bytes: number) => void;
    readonly record?: RecordAct;
    readonly limits?: Partial<ArchiveLimits>;
}
interface ArchivedSnapshot {
    readonly path: string;
    readonly bytes: number;
    readonly contents: ArchiveContents;
    readonly created: boolean;
}
type ArchiveSnapshot = (dumpPath: string, signal: AbortSignal) => Promise<ArchivedSnapshot>;
declare function createArchiver(options: ArchiverOptions): ArchiveSnapshot;
type ArchiveSource = {
    readonly name: string;
    readonly stored?: boolean;
} & ({
    readonly path: string;
} | {
    readonly bytes: Uint8Array;
});
interface ArchiveFilesOptions extends ReadOptions {
    readonly path: string;
    readonly sources: readonly ArchiveSource[];
    readonly time?: Date;
    readonly runId: string;
    readonly mode?: number;
    readonly warn?: (message: string) => void;
    readonly onPacked?: (bytes: number) => void;
}
interface FileArchive {
    readonly path: string;
    readonly bytes: number;
    readonly members: readonly ArchiveMember[];
}
declare function archiveFiles(options: ArchiveFilesOptions): Promise<FileArchive>;
interface TreeFinder {
    take(piece: Uint8Array): Promise<void>;
    finish(): Promise<string | undefined>;
}
declare function createTreeFinder(name: string): TreeFinder;
interface ExtractOptions extends ReadOptions {
    readonly to: string;
    readonly runId: string;
    readonly warn: (message: string) => void;
}
interface ExtractedSnapshot {
    readonly dumpPath: string;
    readonly checksumPath: string;
}
declare function extractArchive(path: string, options: ExtractOptions): Promise<ExtractedSnapshot>;
interface ArchiveReport {
    readonly path: string;
    readonly bytes: number;
    readonly contents: ArchiveContents | undefined;
    readonly problem: string | undefined;
}
declare function verifyArchive(path: string, options?: ReadOptions): Promise<ArchiveReport>;
interface ArchivedCopyQuery extends ReadOptions {
    readonly directory: string;
    readonly dumpName: string;
    readonly sha256: string;
    readonly warn: (message: string) => void;
}
declare function findArchivedCopy(query: ArchivedCopyQuery): Promise<ArchiveReport | undefined>;
declare function listArchive(path: string, options?: ReadOptions): Promise<readonly Pick<ArchivedFile, "name" | "size">[]>;
declare function openArchiveMember(path: string, name: string, options?: ReadOptions): Promise<Readable>;
interface ArchivePeek {
    readonly dump: {
        readonly name: string;
        readonly size: number;
        readonly sha256: string;
    } | undefined;
    readonly fingerprint: string;
}
declare function peekArchive(path: string, options?: ReadOptions): Promise<ArchivePeek>;
interface FileArchiveReport {
    readonly path: string;
    readonly bytes: number;
    readonly members: readonly ArchiveMember[] | undefined;
    readonly problem: string | undefined;
}
declare function verifyFileArchive(path: string, options?: ReadOptions): Promise<FileArchiveReport>;
export { type ArchiveContents, type ArchiveFilesOptions, type ArchiveFormat, type ArchiveLimits, type ArchiveMember, type ArchiveName, type ArchivePeek, type ArchiveReport, type ArchiveSnapshot, type ArchiveSource, type ArchivedCopyQuery, type ArchivedSnapshot, type ArchiverOptions, type ExtractOptions, type ExtractedSnapshot, type FileArchive, type FileArchiveReport, type ReadOptions, type TreeFinder, archiveFiles, createArchiver, createTreeFinder, extractArchive, findArchivedCopy, formatArchiveName, listArchive, openArchiveMember, parseArchiveName, peekArchive, verifyArchive, verifyFileArchive };
