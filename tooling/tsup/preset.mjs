import { defineConfig } from 'tsup';

// tsup passes `baseUrl` to the declaration build, which TypeScript 6 calls deprecated.
const declarations = { compilerOptions: { ignoreDeprecations: '6.0' } };

/** A library: its entry points as ES modules, with declarations. */
export const library = (entry = ['src/index.ts']) =>
  defineConfig({
    entry,
    format: 'esm',
    // The oldest Node that is supported: `await using` is lowered for it.
    target: 'node20.19',
    platform: 'node',
    sourcemap: true,
    clean: true,
    treeshake: true,
    dts: declarations,
  });
