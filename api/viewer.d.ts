interface PageAssets {
    readonly script: string;
    readonly style: string;
    readonly csp: string;
}
declare const pageAssets: PageAssets;
interface ViewSource {
    readonly name: string;
    readonly size: number;
    read(target: Uint8Array, position: number): number;
}
type WriteContent = (bytes: Uint8Array) => Promise<void>;
interface WrittenPage {
    readonly bytes: number;
}
type WritePage = (source: ViewSource, write: WriteContent, signal?: AbortSignal) => Promise<WrittenPage>;
interface PageWriterOptions {
    readonly page: PageAssets;
    readonly embedLimit: number;
}
declare function createPageWriter({ page, embedLimit }: PageWriterOptions): WritePage;
interface ViewServerOptions {
    readonly page: PageAssets;
    readonly port: number;
    readonly token: string;
}
interface ServedView {
    readonly url: string;
    readonly closed: Promise<void>;
}
type ServeView = (source: ViewSource, signal: AbortSignal) => Promise<ServedView>;
declare function createViewServer({ page, port, token }: ViewServerOptions): ServeView;
export { type PageAssets, type PageWriterOptions, type ServeView, type ServedView, type ViewServerOptions, type ViewSource, type WriteContent, type WritePage, type WrittenPage, createPageWriter, createViewServer, pageAssets };
