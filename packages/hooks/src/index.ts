/*
 * Hooks: commands and a web address that a run calls before and after its work. `createHooks` takes the commands, the address and
 * what they may take of time; it returns `beforeRun`, which throws if its command fails, and `onResult`, which gets the result's
 * document and returns what failed. Output goes to an observer, bounded and without control characters.
 */
export { createHooks, type HookResult, type Hooks, type HooksOptions } from './create-hooks.js';
export type { Kill } from './end-group.js';
export type { HookCommand } from './hook-command.js';
export { type HookUrl, parseHookUrl } from './parse-hook-url.js';
