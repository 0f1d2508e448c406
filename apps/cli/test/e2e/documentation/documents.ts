import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Document {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export const repository = fileURLToPath(new URL('../../../../../', import.meta.url));

/** Documents for users and contributors: the Markdown at the root, in docs/ and ops/, the READMEs of packages and apps, the crontab. */
export function findDocuments(): Document[] {
  const paths = [
    ...markdownFiles('.'),
    ...markdownFiles('docs', { recursive: true }),
    ...markdownFiles('ops', { recursive: true }),
    'ops/cron/create-dump',
    ...['packages', 'apps'].flatMap((folder) =>
      readdirSync(join(repository, folder)).flatMap((name) => markdownFiles(`${folder}/${name}`)),
    ),
  ];
  return paths
    .filter((path) => !path.endsWith('CHANGELOG.md'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}

function markdownFiles(folder: string, { recursive = false } = {}): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.endsWith('.md')) return [path];
    // The examples are a package of the workspace.
    const isOurs = entry.isDirectory() && entry.name !== 'node_modules';
    return recursive && isOurs ? markdownFiles(path, { recursive }) : [];
  });
}
