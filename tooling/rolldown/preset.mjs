import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * A program: its entry points with all they depend on, so that it installs alone. Split, so that a command loads only what
 * it uses. Each file costs about a millisecond of every start, so what is loaded together anyway is one file: `files` gives
 * its name and the modules that it holds with all that they import statically; what a file before it holds is left to that
 * one. The licences of what is bundled go with it.
 *
 * It is CommonJS, which Node starts in less time, and of Node's own modules it reads only what it uses: an `import` reads
 * all that they export, also what Node loads only when it is read, as the streams of `node:fs`.
 */
export const program =
  ({ entries, files }) =>
  async () => {
    const input = {
      input: entries,
      platform: 'node',
      resolve: { conditionNames: ['@create-dump/source', 'import', 'node', 'default'] },
      // The oldest Node that is supported: `await using` is lowered for it.
      transform: { target: 'node20.19' },
      // It says how types are checked; the output depends on nothing in it.
      tsconfig: false,
    };
    const closureOf = await splitFinely(input);
    const groups = Object.entries(files).map(([name, modules], index, { length }) => {
      const members = closureOf(modules);
      // What the bundler adds, it adds to all.
      const holds = (id) => members.has(id) || (index === 0 && id.startsWith('\0'));
      return { name, test: holds, priority: length - index };
    });
    return {
      ...input,
      plugins: [moduleType, licences, executables],
      output: {
        dir: 'dist',
        format: 'cjs',
        // What was a module runs as one does.
        strict: true,
        // V8 keeps and reads such a text as bytes.
        charset: 'ascii',
        hashCharacters: 'hex',
        cleanDir: true,
        comments: { jsdoc: false },
        codeSplitting: { groups, includeDependenciesRecursively: false },
      },
    };
  };

/**
 * Bundles without any file of ours, for the modules that are really loaded: an import that goes through a package's index
 * leads to all of the package, until what nobody uses is shaken off.
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
    // Others can't import an entry point: it may still be waiting for them.
    return new Set(ids.filter((id) => !entryModules.has(id)));
  };
}

/** Writes the licence of every bundled package from outside the workspace to THIRD-PARTY-LICENSES.txt. */
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

/** Says that the files are CommonJS, in a package that is not. */
const moduleType = {
  name: 'module-type',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
  },
};

/** What begins with `#!` can be run. */
const executables = {
  name: 'executables',
  writeBundle({ dir }, bundle) {
    for (const { fileName, code } of Object.values(bundle))
      if (code?.startsWith('#!')) chmodSync(join(dir, fileName), 0o755);
  },
};
