/** Prefix of our environment variables. */
export const environmentPrefix = 'CREATE_DUMP_';

/** Variables that locate settings, and aren't settings themselves. */
export const ownVariables: readonly string[] = ['CREATE_DUMP_CONFIG', 'CREATE_DUMP_PROFILE'];

/** Whether the environment may hold settings: whether a variable other than {@link ownVariables} is set. */
export function hasSettingVariables(
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return Object.keys(environment).some(
    (name) =>
      name.startsWith(environmentPrefix) && !ownVariables.includes(name) && environment[name],
  );
}
