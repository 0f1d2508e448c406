import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Builds a program: its entry points with everything they depend on, so that it installs alone, and the licences of what is
 * bundled. It is split, so that a command loads only what it uses; but each file costs about a millisecond of every start, so
 * modules that are always loaded together share one. `files` maps a file's name to modules: it holds them and everything
 * they import statically, except what an earlier file holds.
 *
 * The output is CommonJS, which Node starts faster. It also evaluates only those parts of Node's own modules that it uses: an
 * `import` reads all exports, including lazily loaded ones such as the streams of `node:fs`.
 */
export const program =
  ({ entries, files }) =>
  async () => {
    const input = {
      input: entries,
      platform: 'node',
      resolve: { conditionNames: ['@create-dump/source', 'import', 'node', 'default'] },
      // The oldest supported Node, for which `await using` is lowered.
      transform: { target: 'node20.19' },
      // It only configures type checking.
      tsconfig: false,
    };
    const closureOf = await splitFinely(input);
    const groups = Object.entries(files).map(([name, modules], index, { length }) => {
      const members = closureOf(modules);
      // The bundler's own runtime is needed by all.
      const holds = (id) => members.has(id) || (index === 0 && id.startsWith('\0'));
      return { name, test: holds, priority: length - index };
    });
    return {
      ...input,
      plugins: [moduleType, licences, executables],
      output: {
        dir: 'dist',
        // Coverage is measured on the built program and told by line of its sources.
        sourcemap: process.env['COVERAGE'] !== undefined,
        format: 'cjs',
        // ES modules are strict.
        strict: true,
        // V8 stores ASCII source text in one byte per character.
        charset: 'ascii',
        hashCharacters: 'hex',
        cleanDir: true,
        comments: { jsdoc: false },
        codeSplitting: { groups, includeDependenciesRecursively: false },
      },
    };
  };

/**
 * Bundles once without our groups to learn which modules each entry really loads: before tree shaking, an import through a
 * package's index leads to the whole package.
 */
async function splitFinely(input) {
  const bundle = await rolldown({ ...input, logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const entryModules = new Set(Object.values(input.input).map((path) => resolve(path)));
  return (modules) => {
    const paths = new Set(modules.map((path) => resolve(path)));
    const seen = new Set();
    const visit = (fileName) => {
      const chunk = chunks.get(fileName);
      if (chunk === undefined || seen.has(chunk)) return;
      seen.add(chunk);
      chunk.imports.forEach(visit);
    };
    for (const chunk of chunks.values()) if (paths.has(chunk.facadeModuleId)) visit(chunk.fileName);
    const ids = [...seen].flatMap(({ moduleIds }) => moduleIds);
    // An entry point can't be imported by other chunks: it may still be waiting for them.
    return new Set(ids.filter((id) => !entryModules.has(id)));
  };
}

/** Writes the licences of all bundled third-party packages to THIRD-PARTY-LICENSES.txt. */
const licences = {
  name: 'third-party-licences',
  generateBundle(_options, bundle) {
    const ids = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const packages = new Set(
      ids.flatMap((id) => id.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []),
    );
    this.emitFile({
      type: 'asset',
      fileName: 'THIRD-PARTY-LICENSES.txt',
      source: [...packages]
        .sort((one, other) => (one < other ? -1 : 1))
        .map(licenceOf)
        .join('\n'),
    });
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

/** Marks the output as CommonJS, since the package itself is of ES modules. */
const moduleType = {
  name: 'module-type',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
};

/** Makes files that begin with `#!` executable. */
const executables = {
  name: 'executables',
  writeBundle({ dir }, bundle) {
    for (const { fileName, code } of Object.values(bundle))
      if (code?.startsWith('#!')) chmodSync(join(dir, fileName), 0o755);
  },
};
