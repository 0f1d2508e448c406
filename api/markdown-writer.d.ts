import { SectionEntry, SourceFile, SecretFinder, SecretMode, RenderedChunk, OpenSourceFile, DumpFormat, Redaction, SecretFinding, Discover } from "@create-dump/core";
type ContentsStyle = "list" | "tree" | "none";
interface SectionMemory {
    readonly buffer: ArrayBufferLike;
}
declare function allocateSectionMemory(slots: number): SectionMemory;
declare function sectionSlot({ buffer }: SectionMemory, slot: number): Buffer;
type PreparedEntry = SectionEntry & {
    readonly opening?: string;
};
declare function sectionOpening(file: SourceFile): string;
interface SecretGate {
    readonly finder: SecretFinder;
    readonly mode: SecretMode;
}
interface RetryClock {
    readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
    readonly random: () => number;
}
interface SectionRendererOptions {
    readonly openSource: OpenSourceFile;
    readonly binary?: "list" | "embed";
    readonly secrets?: SecretGate | undefined;
    readonly memory?: ChunkMemory;
    readonly retryClock?: RetryClock;
}
interface ChunkMemory {
    readonly shared: SectionMemory;
    readonly nextSlot: () => number;
}
type RenderSections = (entries: readonly PreparedEntry[], signal: AbortSignal) => AsyncIterable<RenderedChunk>;
declare function createSectionRenderer(options: SectionRendererOptions): RenderSections;
interface MarkdownFormatOptions {
    readonly renderSections: RenderSections;
    readonly contents?: ContentsStyle;
}
declare function createMarkdownFormat(options: MarkdownFormatOptions): DumpFormat;
interface RedactedContent {
    readonly content: Buffer;
    readonly redactions: readonly Redaction[];
}
interface SecretStream {
    add(bytes: Buffer, isLast: boolean): RedactedContent;
    readonly findings: readonly SecretFinding[];
    readonly replaced: number;
}
declare function createSecretStream({ finder, mode }: SecretGate, path: string): SecretStream;
declare function excludeBinaries(discover: Discover, openSource: OpenSourceFile): Discover;
declare function languageOf(path: string): string;
export { type ChunkMemory, type ContentsStyle, type MarkdownFormatOptions, type PreparedEntry, type RenderSections, type SecretGate, type SecretStream, type SectionMemory, type SectionRendererOptions, allocateSectionMemory, createMarkdownFormat, createSecretStream, createSectionRenderer, excludeBinaries, languageOf, sectionOpening, sectionSlot };
