/*
 * The command line of a program whose commands are data. Definitions of commands (`command-definition`, with options taken from
 * the table of flags by `flag-options`) go in; parsed and checked arguments (`parsing/`, `arguments/`), help, a manual page and a
 * reference page (`help/`) and completion scripts (`completion/`) come out. Nothing here reads the process or prints.
 */
export {
  type Arguments,
  readChoice,
  readList,
  readPositional,
  readPositionals,
  readSize,
  readSwitch,
  readText,
  standardStream,
  usage,
} from './arguments/argument-readers.js';
export { parseDuration } from './arguments/parse-duration.js';
export { readDuration } from './arguments/read-duration.js';
export { readMode } from './arguments/read-mode.js';
export type { CommandDefinition, PositionalDefinition } from './command-definition.js';
export { type CompletedShell, completionScript } from './completion/completion-script.js';
export { flagOptions } from './flag-options.js';
export { helpText, type HelpOptions } from './help/help-text.js';
export { manualPage } from './help/manual-page.js';
export { referencePage } from './help/reference-page.js';
export { shortHelp } from './help/short-help.js';
export type { OptionDefinition, OptionDefinitions } from './option-definition.js';
export { checkPaths } from './parsing/check-paths.js';
export { beforeEnd, checkWords } from './parsing/check-words.js';
export {
  chooseCommand,
  type ChosenCommand,
  didYouMeanCommand,
  findCommand,
} from './parsing/choose-command.js';
export { parseArguments } from './parsing/parse-arguments.js';
export type { ProgramDefinition, ReferenceEntry } from './program-definition.js';
