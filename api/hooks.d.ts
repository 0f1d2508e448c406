import { Observe } from "@create-dump/core";
type Kill = (pid: number, signal: "SIGTERM" | "SIGKILL") => unknown;
type HookCommand = string | readonly [
    program: string,
    ...args: string[]
];
interface HooksOptions {
    readonly beforeRun?: HookCommand | undefined;
    readonly onResult?: HookCommand | undefined;
    readonly onResultUrl?: string | undefined;
    readonly timeout?: number | undefined;
    readonly urlTimeout?: number;
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly userAgent: string;
    readonly kill: Kill;
    readonly observe: Observe;
    readonly signal: AbortSignal;
    readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
    readonly random?: () => number;
}
interface HookResult {
    readonly document: string;
    readonly outcome: string;
    readonly exitCode: number;
    readonly report: string;
}
interface Hooks {
    readonly beforeRun: () => Promise<void>;
    readonly onResult: (result: HookResult) => Promise<readonly string[]>;
}
declare function createHooks(options: HooksOptions): Hooks;
interface HookUrl {
    readonly href: string;
    readonly shown: string;
    readonly authorization?: string;
}
declare function parseHookUrl(text: string): HookUrl;
export { type HookCommand, type HookResult, type HookUrl, type Hooks, type HooksOptions, type Kill, createHooks, parseHookUrl };
