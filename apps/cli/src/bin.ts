#!/usr/bin/env node
/*
 * The program's entry point: enables Node's compile cache, then loads and starts the program. It holds little else, since
 * Node caches only what is loaded afterwards. Nothing that it imports is imported by another module: the bundler would put both
 * into one chunk, and load that first.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCacheDirectory } from './process/find-cache-directory.js';
import { findCompileCache } from './process/find-compile-cache.js';
import { findHomeDirectory } from './process/find-home-directory.js';

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as {
  version: string;
};

const homeDirectory = findHomeDirectory();
const cacheDirectory = findCacheDirectory({ env: process.env, homeDirectory });
enableCompileCache();
void import('./main.js').then(({ main }) => main({ version, homeDirectory, cacheDirectory }));

/** Node 22.1 and later have one. Node itself obeys NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE. */
function enableCompileCache(): void {
  const directory = findCompileCache(cacheDirectory, process.geteuid?.());
  if (directory === undefined) return;
  // @types/node describes Node 20.
  const nodeModule: object = process.getBuiltinModule('node:module');
  (nodeModule as { enableCompileCache?(path: string): void }).enableCompileCache?.(directory);
}
