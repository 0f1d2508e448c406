import { CreateDumpError, displayPath } from '@create-dump/core';
import { existingName, type NameLookup } from './existing-name.js';

/** The error for a file whose name the target's file system treats as that of another one, such as `A` and `a`. */
export function foldedNameError(
  root: string,
  path: string,
  { cause, fs }: { cause: unknown; fs: NameLookup },
): CreateDumpError {
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, slash + 1);
  const name = existingName(`${root}/${directory}`, path.slice(slash + 1), fs) ?? '';
  return new CreateDumpError(
    'WRITE_FAILED',
    `"${displayPath(directory + name)}" and "${displayPath(path)}" are the same name on the target's file system. Nothing was restored; use a target on a file system that distinguishes them.`,
    { cause },
  );
}
