import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './documents.js';

/** Packages of others that ours are installed with. */
const published: ReadonlySet<string> = new Set(['prom-client']);

/** What is wrong with the names in a command that isn't run: a script, file or package that doesn't exist, another pnpm. */
export function wrongNames(command: string): string[] {
  const words = command.replace(/\s#.*/, '').trim().split(/\s+/);
  const [program = '', first = ''] = words;
  if (program === 'npx') return wrongScript(words);
  if (program === 'npm')
    return words
      .slice(2)
      .filter(
        (word) =>
          !/^(?:--|~\/)/.test(word) && !published.has(word) && !workspacePackages().has(word),
      )
      .map((word) => `no package of the workspace is called ${word}`);
  return [program, program === 'node' ? first : '']
    .filter((path) => path.includes('/') && !existsSync(join(repository, path)))
    .map((path) => `${path} does not exist`);
}

function wrongScript([, , packageManager = '', script = '']: readonly string[]): string[] {
  const root = manifest('.');
  return [
    ...(packageManager === root.packageManager ? [] : [`package.json has ${root.packageManager}`]),
    ...(script === 'install' || script in (root.scripts ?? {})
      ? []
      : [`package.json has no script ${script}`]),
  ];
}

function workspacePackages(): Set<string> {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(repository, parent)).map((name) => `${parent}/${name}`),
  );
  return new Set(folders.map((folder) => manifest(folder).name));
}

interface Manifest {
  readonly name: string;
  readonly packageManager?: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')) as Manifest;
}
