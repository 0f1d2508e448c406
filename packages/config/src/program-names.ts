import { CreateDumpError, displayPath } from '@create-dump/core';

/** The program whose settings these are, unless the caller says otherwise. */
export const ownProgram = 'create-dump';

/** The names that a program's settings have outside of its own files. */
export interface ProgramNames {
  /** Also the name of its table in pyproject.toml and package.json, and of its directory in the user's configuration. */
  readonly program: string;
  /** Of its environment variables: `CREATE_DUMP_`. */
  readonly environmentPrefix: string;
  /** Variables that locate settings, and aren't settings themselves. */
  readonly ownVariables: readonly string[];
  /** Of the project file, by precedence within a directory. */
  readonly fileNames: readonly string[];
}

/** @throws {CreateDumpError} `USAGE` if the program has no name for files and variables. */
export function namesOf(program: string): ProgramNames {
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(program)) {
    const message = `"${displayPath(program)}" can't name a program's settings: up to 60 lower-case letters, digits and "-" can.`;
    throw new CreateDumpError('USAGE', message);
  }
  const environmentPrefix = `${program.toUpperCase().replaceAll('-', '_')}_`;
  return {
    program,
    environmentPrefix,
    ownVariables: locators.map((key) => `${environmentPrefix}${key.toUpperCase()}`),
    fileNames: [`${program}.toml`, `.${program}.toml`, 'pyproject.toml', 'package.json'],
  };
}

/** Keys that no setting can have: variables of these names locate settings. */
export const locators: readonly string[] = ['config', 'profile'];

/** Whether the environment may hold settings: whether it has a variable with the prefix that locates none. */
export function hasSettingVariables(
  environment: Readonly<Record<string, string | undefined>>,
  { environmentPrefix, ownVariables }: ProgramNames,
): boolean {
  return Object.keys(environment).some(
    (name) =>
      name.startsWith(environmentPrefix) && !ownVariables.includes(name) && environment[name],
  );
}
