import type { CommandDefinition } from './command-definition.js';

/** A program with commands, as its help, completion, manual and reference page describe it. */
export interface ProgramDefinition {
  /** What is typed to run it. */
  readonly name: string;
  /** Completes the sentence “NAME: …”, without a full stop. */
  readonly purpose: string;
  /** In the order of the help. The first one runs if the command line names none. */
  readonly commands: readonly CommandDefinition[];
  /** Where else options can be set. Shown for commands that take settings. */
  readonly settingsNote: string;
  readonly exitCodes: readonly ReferenceEntry[];
  readonly environment: readonly ReferenceEntry[];
  readonly files: readonly ReferenceEntry[];
}

/** Something that is documented: an option, an exit code, a file. */
export interface ReferenceEntry {
  readonly label: string;
  readonly text: string;
}
