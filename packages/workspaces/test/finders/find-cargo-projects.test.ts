import { execFileSync, spawnSync } from 'node:child_process';
import { temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findProjects } from '../../src/find-projects.js';
import { foundIn, searchIn } from '../found-in.js';

/** `cargo` on the PATH may be a rustup proxy without an installed toolchain. */
function hasCargo(): boolean {
  return spawnSync('cargo', ['--version']).status === 0;
}

function crate(directory: string, name: string, rest = ''): Tree {
  return {
    [`${directory}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`,
    [`${directory}/src/lib.rs`]: '',
  };
}

const workspace: Tree = {
  'Cargo.toml': `
[workspace]
resolver = "2"
members = ["crates/*", "lone", "br/{a,b}", "kept/in"]
default-members = ["lone"]
exclude = ["crates/skip", "excluded", "kept"]
[workspace.dependencies]
inherited = { path = "ext/inherited" }
unused = { path = "ext/unused" }
`,
  ...crate(
    'crates/a',
    'a',
    `[dependencies]
direct = { path = "../../ext/direct" }
inherited = { workspace = true }
[target."cfg(unix)".dev-dependencies]
by-target = { path = "../../ext/by-target" }
`,
  ),
  ...crate('crates/b-dir', 'b', '[build-dependencies]\ngone = { path = "../../excluded/gone" }\n'),
  ...crate('crates/.hidden', 'hidden'),
  ...crate('crates/skip', 'skip'),
  'crates/README.md': '',
  ...crate('lone', 'lone'),
  ...crate('br/{a,b}', 'braces'),
  ...crate('kept/in', 'in'),
  ...crate('ext/direct', 'direct', '[dependencies]\nfar = { path = "../far" }\n'),
  ...crate('ext/far', 'far'),
  ...crate('ext/inherited', 'inherited'),
  ...crate('ext/by-target', 'by-target'),
  ...crate('ext/unused', 'unused'),
  ...crate('excluded/gone', 'gone'),
};

const members = [
  'br/{a,b} = braces',
  'crates/.hidden = hidden',
  'crates/a',
  'crates/b-dir = b',
  'ext/by-target',
  'ext/direct',
  'ext/far',
  'ext/inherited',
  'kept/in',
  'lone',
];

describe('cargo', () => {
  it('takes members and their path dependencies, and leaves out what is excluded', async () => {
    const { found, warnings } = await foundIn(workspace);
    expect(found).toEqual(['.', ...members]);
    expect(warnings).toEqual([]);
  });

  it.skipIf(!hasCargo())('finds what cargo lists (needs a cargo that works)', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, workspace);
    const command = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
    const output = execFileSync('cargo', command, {
      cwd: directory.path,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { packages } = JSON.parse(output.toString()) as {
      packages: { name: string; manifest_path: string }[];
    };
    const theirs = packages.map(
      (each) => `${each.manifest_path.slice(directory.path.length + 1, -11)} ${each.name}`,
    );
    const { signal } = new AbortController();
    const { projects } = await findProjects({ root: directory.path, signal });
    const ours = projects.map((project) => `${project.directory} ${project.name}`);
    expect(ours.slice(1)).toEqual(theirs.sort());
  });

  it('names the evidence for a package', async () => {
    const { projects } = await searchIn(workspace);
    const evidenceOf = (directory: string) =>
      projects.find((project) => project.directory === directory)?.evidence;
    expect(evidenceOf('crates/a')).toEqual([
      { tool: 'cargo', file: 'Cargo.toml', rule: 'crates/*' },
    ]);
    expect(evidenceOf('ext/far')).toEqual([
      { tool: 'cargo', file: 'ext/direct/Cargo.toml', rule: 'path = "ext/far"' },
    ]);
  });

  it('names the root by its package, and takes its path dependencies', async () => {
    const { projects } = await searchIn({
      'Cargo.toml': '[workspace]\n[package]\nname = "top"\n[dependencies]\na = { path = "a" }\n',
      ...crate('a', 'a', '[dependencies]\ntop = { path = ".." }\nout = { path = "../../out" }\n'),
      ...crate('b', 'b'),
    });
    expect(projects.map(({ directory, name }) => [directory, name])).toEqual([
      ['.', 'top'],
      ['a', 'a'],
    ]);
  });

  it('is no workspace without the table', async () => {
    const tree = { 'Cargo.toml': '[package]\nname = "x"\n', 'src/lib.rs': '' };
    expect((await foundIn(tree)).found).toEqual(['.', 'src']);
  });

  it('warns of members that it leaves out, with the reason', async () => {
    const { found, warnings } = await foundIn({
      'Cargo.toml':
        '[workspace]\nmembers = ["ok", "missing", "../out", "crates/*", "broken", "linked"]\n',
      ...crate('ok', 'ok'),
      'crates/none/x': '',
      'broken/Cargo.toml': 'name = \n',
      linked: { link: 'ok' },
    });
    expect(found).toEqual(['.', 'broken', 'ok']);
    expect(warnings).toEqual([
      'Cargo.toml: missing has no Cargo.toml. It is left out.',
      'Cargo.toml: the member ../out is outside the root. It is left out.',
      'Cargo.toml: crates/none has no Cargo.toml. It is left out.',
      'broken/Cargo.toml:1 is not valid TOML. Its path dependencies are left out unless something else names them.',
      'Cargo.toml: linked is, or is below, a symbolic link. It is left out.',
      'broken/Cargo.toml:1 is not valid TOML. The project is named after its directory.',
    ]);
  });
});
