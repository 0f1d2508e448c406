import type { Command } from './command.js';
import { configInitCommand } from './commands/config/config-init-command.js';
import { configSchemaCommand } from './commands/config/config-schema-command.js';
import { createConfigShowCommand } from './commands/config/config-show-command.js';
import { takingSettings } from './configuration/taking-settings.js';
import { archiveCommand } from './commands/archive/archive-command.js';
import { batchCommand } from './commands/batch/batch-command.js';
import { catCommand } from './commands/cat/cat-command.js';
import { createCompletionCommand } from './commands/completion/completion-command.js';
import { diffCommand } from './commands/diff/diff-command.js';
import { explainCommand } from './commands/explain/explain-command.js';
import { filesCommand } from './commands/files/files-command.js';
import { listCommand } from './commands/list/list-command.js';
import { restoreCommand } from './commands/restore/restore-command.js';
import { singleCommand } from './commands/single/single-command.js';
import { verifyCommand } from './commands/verify/verify-command.js';

/** The command of a command line that names none. */
export const defaultCommand = takingSettings(singleCommand);

const settable: readonly Command[] = [
  defaultCommand,
  takingSettings(batchCommand),
  takingSettings(archiveCommand),
  takingSettings(verifyCommand),
  takingSettings(restoreCommand),
  takingSettings(filesCommand),
  takingSettings(explainCommand),
  takingSettings(diffCommand),
  takingSettings(listCommand),
];

/** All commands, in the order of the help. Parser, help, completion, manual and docs/cli.md know them from here. */
export const commands: readonly Command[] = [
  ...settable,
  catCommand,
  createConfigShowCommand(settable),
  configSchemaCommand,
  configInitCommand,
  createCompletionCommand(() => commands.map(({ definition }) => definition)),
];
