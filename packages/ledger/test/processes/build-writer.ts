import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** Bundles `writer.ts` from sources into a directory; returns the path of the script. */
export async function buildWriter(directory: string): Promise<string> {
  await build({
    entry: { writer: fileURLToPath(new URL('writer.ts', import.meta.url)) },
    outDir: directory,
    outExtension: () => ({ js: '.mjs' }),
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
    noExternal: [/^@create-dump/],
    esbuildOptions(options) {
      options.conditions = ['@create-dump/source'];
    },
  });
  return join(directory, 'writer.mjs');
}
