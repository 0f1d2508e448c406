import { ErrorCode, CreateDumpError } from "@create-dump/core";
import { Stats } from "node:fs";
import { FileHandle } from "node:fs/promises";
interface LockOptions {
    readonly hostname?: string;
    readonly wait?: number;
    readonly signal?: AbortSignal;
    readonly onWait?: (message: string) => void;
    readonly name?: string;
    readonly poll?: number;
    readonly beat?: number;
}
declare function lockDirectory(directory: string, runId: string, { hostname, wait, signal, onWait, name, poll, beat, }?: LockOptions): Promise<AsyncDisposable>;
declare const lockName = ".create-dump.lock";
declare function makeDirectory(directory: string): Promise<void>;
declare function prepareDirectory(directory: string, create: boolean): Promise<void>;
declare function syncDirectory(path: string): Promise<void>;
declare function describeFailure(error: unknown): string;
declare function describeSystemError(error: unknown): string;
declare function errorCode(error: unknown): string | undefined;
interface RepeatOptions {
    readonly onRetry: ((why: string) => void) | undefined;
    readonly pause?: (milliseconds: number) => void;
}
declare function repeatPassing<T>(call: () => T, path: string, { onRetry, pause }: RepeatOptions): T;
declare function toFailure(code: ErrorCode, error: unknown, doing: string): CreateDumpError;
interface FileIdentity {
    readonly dev: bigint;
    readonly ino: bigint;
}
declare function readIdentity(path: string): FileIdentity | undefined;
declare function isNameOf(path: string, { dev, ino }: FileIdentity): boolean;
interface PlaceableFile {
    readonly path: string;
    readonly identity: FileIdentity;
}
type Place = (file: PlaceableFile, path: string) => boolean;
interface Placement {
    readonly reserving: Place;
    readonly guarded: Place;
}
declare function createPlacement(warn: (message: string) => void, onRetry?: (why: string) => void): Placement;
declare function lacksHardLinks(error: unknown): boolean;
declare function withdrawFile({ identity }: Pick<PlaceableFile, "identity">, path: string, warn: (message: string) => void): boolean;
interface RegularFile {
    readonly path: string;
    readonly handle: FileHandle;
    readonly size: number;
}
interface OpenRegularFile extends RegularFile, AsyncDisposable {
    readonly stats: Stats;
}
declare function openRegularFile(path: string): Promise<OpenRegularFile>;
declare function readHead(path: string): Buffer | undefined;
interface ReadOptions {
    readonly limit: number;
    readonly followLink?: boolean;
}
declare function readRegularFile(path: string, options: ReadOptions): Buffer | undefined;
declare function readStatedDigest(checksum: string, dump: string): string | undefined;
type ReadText = {
    readonly text: string;
    readonly owner: number;
} | {
    readonly missing: true;
} | {
    readonly wrong: string;
};
declare function readTextFile(path: string, limit: number): ReadText;
interface RunIdOptions {
    readonly pid: number;
    readonly hostname: string;
    readonly now: Date;
}
interface RunOwner {
    readonly pid: number;
    readonly startTicks: string;
    readonly host: string;
    readonly boot: string | undefined;
    readonly startedAt: number;
}
declare function createRunId({ pid, hostname, now }: RunIdOptions): string;
declare function parseRunId(text: string): RunOwner | undefined;
declare function isRunOver(runId: string, self: string, lastSign?: number): boolean;
declare function readOwnUser(): number | undefined;
type TemporaryKind = "dump" | "checksum" | "signature" | "archive" | "ledger" | "index" | "metrics" | "settings" | "cache" | "page";
interface TemporaryName {
    readonly runId: string;
    readonly number: number;
    readonly kind: TemporaryKind;
}
declare function isTemporaryName(name: string): boolean;
interface ParsedTemporaryName extends Omit<TemporaryName, "number"> {
    readonly owner: RunOwner;
}
declare function parseTemporaryName(name: string): ParsedTemporaryName | undefined;
interface TemporaryFile extends AsyncDisposable {
    readonly path: string;
    readonly identity: FileIdentity;
    write(bytes: Uint8Array): Promise<void>;
    finish(): Promise<void>;
}
interface TemporaryFileOptions {
    readonly directory: string;
    readonly runId: string;
    readonly kind: TemporaryKind;
    readonly mode?: number;
    readonly warn: (message: string) => void;
    readonly onRetry?: ((why: string) => void) | undefined;
}
declare function createTemporaryFile(options: TemporaryFileOptions): TemporaryFile;
interface StaleTemporariesOptions {
    readonly directory: string;
    readonly runId: string;
}
declare function removeStaleTemporaries({ directory, runId, }: StaleTemporariesOptions): Promise<readonly string[]>;
export { type FileIdentity, type LockOptions, type OpenRegularFile, type ParsedTemporaryName, type Place, type PlaceableFile, type Placement, type ReadOptions, type ReadText, type RegularFile, type RepeatOptions, type RunIdOptions, type RunOwner, type StaleTemporariesOptions, type TemporaryFile, type TemporaryFileOptions, type TemporaryKind, createPlacement, createRunId, createTemporaryFile, describeFailure, describeSystemError, errorCode, isNameOf, isRunOver, isTemporaryName, lacksHardLinks, lockDirectory, lockName, makeDirectory, openRegularFile, parseRunId, parseTemporaryName, prepareDirectory, readHead, readIdentity, readOwnUser, readRegularFile, readStatedDigest, readTextFile, removeStaleTemporaries, repeatPassing, syncDirectory, toFailure, withdrawFile };
