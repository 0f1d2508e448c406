/**
 * Options that no file and no variable sets: they say what one call is about, or would make a command that only looks
 * or gives back do something else than it was asked for.
 */
export const commandLineOnly: ReadonlySet<string> = new Set([
  'config',
  'profile',
  'root',
  'zero',
  'list',
  'to',
  'merge',
  'overwrite',
  'verify',
  'salvage',
  'stat',
  'patch',
  'exit-code',
]);

/** Options that have a setting's name and mean something else in one command. */
export const ownMeaning: Readonly<Record<string, readonly string[]>> = {
  // Which files come back is no property of the project.
  restore: ['files'],
};
