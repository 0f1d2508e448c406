#!/usr/bin/env node
/*
 * The program's entry point: enables Node's compile cache, then loads and starts the program. It holds little else, since
 * Node caches only what is loaded afterwards.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCompileCache } from './process/find-compile-cache.js';
import { findHomeDirectory } from './process/find-home-directory.js';

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as {
  version: string;
};

const homeDirectory = findHomeDirectory();
enableCompileCache();
void import('./main.js').then(({ main }) => main({ version, homeDirectory }));

/** Node 22.1 and later have one. Node itself obeys NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE. */
function enableCompileCache(): void {
  const { env, geteuid } = process;
  const directory = findCompileCache({ env, homeDirectory, user: geteuid?.() });
  if (directory === undefined) return;
  // @types/node describes Node 20.
  const nodeModule: object = process.getBuiltinModule('node:module');
  (nodeModule as { enableCompileCache?(path: string): void }).enableCompileCache?.(directory);
}
