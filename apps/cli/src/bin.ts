#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { crc32 } from 'node:zlib';
import { createCodeStore } from './compile-cache/create-code-store.js';
import { type CompileCache, createCompileCache } from './compile-cache/create-compile-cache.js';
import { findCacheHome } from './compile-cache/find-cache-home.js';
import { findHomeDirectory } from './find-home-directory.js';

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as {
  version: string;
};

const homeDirectory = findHomeDirectory();
const cache = openCompileCache();
if (cache !== undefined) loadThrough(cache);
void import('./main.js').then(({ main }) =>
  main({ version, homeDirectory, saveCode: () => cache?.save() }),
);

function openCompileCache(): CompileCache | undefined {
  const { arch, env, geteuid, pid, platform, version: node } = process;
  const home = findCacheHome({ env, homeDirectory, platform });
  if (home === undefined) return undefined;
  // The code holds the names of its files, for stack traces: what lies elsewhere has its own.
  const tag = crc32(import.meta.dirname, cachedDataVersionTag()).toString(16);
  const store = createCodeStore({
    home,
    version: `${version}-${node}-${platform}-${arch}-${tag}`,
    user: geteuid?.(),
    pid,
    now: new Date(),
  });
  return createCompileCache(store);
}

/** The large files, which the bundler names; all others are loaded by Node. */
function loadThrough(compileCache: CompileCache): void {
  const { extensions } = createRequire(import.meta.filename);
  const loadPlainly = extensions['.js'];
  extensions['.js'] = (module, path) => {
    if (/^(?:start|run)-[0-9a-f]+\.js$/.test(basename(path))) compileCache.load(module, path);
    else loadPlainly?.(module, path);
  };
}
