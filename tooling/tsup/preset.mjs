import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsup';

const shared = {
  format: 'esm',
  // The oldest Node that is supported: `await using` is lowered for it.
  target: 'node20.19',
  platform: 'node',
  sourcemap: true,
  clean: true,
  treeshake: true,
};

// tsup passes `baseUrl` to the declaration build, which TypeScript 6 calls deprecated.
const declarations = { compilerOptions: { ignoreDeprecations: '6.0' } };

/** A library: its entry points as ES modules, with declarations. */
export const library = (entry = ['src/index.ts']) =>
  defineConfig({ ...shared, entry, dts: declarations });

/**
 * A program: its entry points with all they depend on, as few files, so that it starts fast and installs alone. Split, so
 * that a command loads only what it uses. The licences of what is bundled go with it.
 */
export const program = (entry) =>
  defineConfig({
    ...shared,
    entry,
    splitting: true,
    dts: false,
    sourcemap: false,
    noExternal: [/.*/],
    // Packages in CommonJS `require` what Node has built in.
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
    },
    esbuildPlugins: [licences, withoutParserHelp],
  });

/** Writes the licence of every bundled package from outside the workspace to THIRD-PARTY-LICENSES.txt. */
const licences = {
  name: 'third-party-licences',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      const packages = new Set(
        Object.keys(metafile?.inputs ?? {}).flatMap(
          (path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [],
        ),
      );
      const { outdir } = build.initialOptions;
      mkdirSync(outdir, { recursive: true });
      const texts = [...packages].sort().map(licenceOf);
      writeFileSync(join(outdir, 'THIRD-PARTY-LICENSES.txt'), texts.join('\n'));
    });
  },
};

/**
 * yargs measures and lays out text for a help of its own, which nobody sees: ours is made without it. What it loads for
 * that takes 25 ms of every run, a quarter of a short one.
 */
const withoutParserHelp = {
  name: 'without-parser-help',
  setup(build) {
    build.onResolve({ filter: /^(?:cliui|string-width)$/ }, ({ path, importer }) =>
      importer.includes('/yargs/lib/platform-shims/') ? { path, namespace: 'unused' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'unused' }, () => ({
      contents: "export default () => { throw new Error('yargs lays out no text here.'); };",
    }));
  },
};

function licenceOf(directory) {
  const { name, version, license } = JSON.parse(
    readFileSync(join(directory, 'package.json'), 'utf8'),
  );
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined ? `Licence: ${license}\n` : readFileSync(join(directory, file), 'utf8');
  return `${name} ${version}\n${'-'.repeat(72)}\n${text}`;
}
