import type { WorkTree } from './arbitrary-work-tree.js';

/** The files and links of a work tree that exist, as byte text. */
export function presentFiles({ files, links, removed }: WorkTree): string[] {
  const gone = new Set(removed);
  return [...files, ...links.keys()].filter((file) => !gone.has(file));
}

/** The parent directories of these files. */
export function directoriesOf(files: readonly string[]): string[] {
  const directories = files.flatMap((file) =>
    file
      .split('/')
      .slice(0, -1)
      .map((_, at, parts) => parts.slice(0, at + 1).join('/')),
  );
  return [...new Set(directories)];
}
