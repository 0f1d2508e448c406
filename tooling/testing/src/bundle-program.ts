import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A bundled CommonJS module, as BullMQ and ioredis are, takes these for granted.
const commonJs =
  'import { createRequire as loadCommonJs } from "node:module"; const require = loadCommonJs(import.meta.url); const __filename = new URL(import.meta.url).pathname; const __dirname = new URL(".", import.meta.url).pathname;';

/**
 * Bundles a TypeScript program with all that it imports, packages of the workspace from their sources, so that a test can run it in a
 * process of its own on any supported Node. Writes into `directory` and returns the path of the script.
 */
export async function bundleProgram(source: URL, directory: string): Promise<string> {
  const { build } = await import('tsup');
  const path = fileURLToPath(source);
  await build({
    config: false,
    silent: true,
    entry: [path],
    outDir: directory,
    outExtension: () => ({ js: '.mjs' }),
    format: 'esm',
    target: 'node20.19',
    noExternal: [/.*/],
    banner: { js: commonJs },
    esbuildOptions(options) {
      options.conditions = ['@create-dump/source'];
    },
  });
  return join(directory, basename(path).replace(/ts$/u, 'mjs'));
}
