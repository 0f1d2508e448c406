import { RecordAct, SignBytes, OpenDumpOutput, Store, DumpContent, PublishedDump } from "@create-dump/core";
import { Writable } from "node:stream";
interface DumpNaming {
    readonly prefix: string;
    readonly stamp: string;
    readonly extension: string;
}
declare function findFreeSequence(naming: DumpNaming, directory: string): number;
interface DestinationOptions {
    readonly runId: string;
    readonly warn: (message: string) => void;
    readonly onRetry?: (why: string) => void;
    readonly mode?: number;
    readonly record?: RecordAct;
    readonly sign?: SignBytes;
    readonly createDirectory?: boolean;
}
interface DumpPublisherOptions extends DestinationOptions, DumpNaming {
    readonly directory: string;
}
declare function createDumpPublisher(options: DumpPublisherOptions): OpenDumpOutput;
interface FileOutputOptions extends DestinationOptions {
    readonly path: string;
    readonly mayReplace?: (path: string) => boolean;
}
declare function createFileOutput(options: FileOutputOptions): OpenDumpOutput;
declare function createGzipOutput(open: OpenDumpOutput): OpenDumpOutput;
interface StoreOutputOptions extends DumpNaming {
    readonly store: Store;
    readonly spoolDirectory: string;
    readonly runId: string;
    readonly warn: (message: string) => void;
    readonly sign?: SignBytes;
    readonly signal: AbortSignal;
}
declare function createStoreOutput(options: StoreOutputOptions): OpenDumpOutput;
declare function createStreamOutput(stream: Writable): OpenDumpOutput;
declare function isBrokenPipe(error: unknown): boolean;
interface StagedDump extends DumpNaming {
    readonly staged: string;
    readonly sha256: string;
    readonly content?: DumpContent;
    readonly sequence?: number;
}
interface PublishStagedOptions {
    readonly directory: string;
    readonly runId: string;
    readonly warn: (message: string) => void;
    readonly onRetry?: (why: string) => void;
    readonly record?: RecordAct;
    readonly sign?: SignBytes;
    readonly ifTaken?: "next" | "same";
}
declare function publishStagedDump(dump: StagedDump, options: PublishStagedOptions): Promise<PublishedDump>;
declare function withdrawStagedDump(dump: StagedDump, { directory, record }: Pick<PublishStagedOptions, "directory" | "record">): Promise<void>;
export { type DestinationOptions, type DumpNaming, type DumpPublisherOptions, type FileOutputOptions, type PublishStagedOptions, type StagedDump, type StoreOutputOptions, createDumpPublisher, createFileOutput, createGzipOutput, createStoreOutput, createStreamOutput, findFreeSequence, isBrokenPipe, publishStagedDump, withdrawStagedDump };
