/** What the names of our environment variables begin with. */
export const environmentPrefix = 'CREATE_DUMP_';

/** Variables that say where settings are, and are none themselves. */
export const ownVariables: readonly string[] = ['CREATE_DUMP_CONFIG', 'CREATE_DUMP_PROFILE'];

/** Whether a variable is set that {@link ownVariables} don't name: only then is there anything to check. */
export function hasSettingVariables(
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return Object.keys(environment).some(
    (name) =>
      name.startsWith(environmentPrefix) && !ownVariables.includes(name) && environment[name],
  );
}
