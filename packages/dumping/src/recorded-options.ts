import type { ProjectDump } from './project-dump.js';

/** The options that change a dump's content and differ from their default, for its manifest. */
export function recordedOptions({
  selection,
  contents = 'list',
  binary = 'list',
  strict = false,
  secrets,
}: ProjectDump): Record<string, unknown> {
  const {
    revision,
    since,
    recurseSubmodules,
    useGitignore,
    trackedOnly,
    files,
    include,
    exclude,
    excludedDirs,
    maxSize,
    listed,
  } = selection;
  const recorded: Record<string, unknown> = {
    ...(revision !== undefined && { revision }),
    ...(since !== undefined && { since }),
    ...(useGitignore === false && { useGitignore }),
    ...(recurseSubmodules === true && { recurseSubmodules }),
    ...(trackedOnly === true && { trackedOnly }),
    ...notEmpty({ files, include, exclude, excludedDirs }),
    ...(listed !== undefined && { filesFrom: listed.length }),
    ...(maxSize !== undefined && { maxSize }),
    ...(contents !== 'list' && { contents }),
    ...(binary !== 'list' && { binary }),
    ...(strict && { strict }),
    // Other modes change no byte of a dump.
    ...(secrets?.mode === 'redact' && { secrets: secrets.mode, ...secrets.recorded }),
  };
  return recorded;
}

function notEmpty(
  lists: Record<string, readonly string[] | undefined>,
): Record<string, readonly string[]> {
  const filled = Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0);
  return Object.fromEntries(filled) as Record<string, readonly string[]>;
}
