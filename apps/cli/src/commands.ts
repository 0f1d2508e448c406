import type { Command } from './command.js';
import { configInitCommand } from './commands/config/config-init-command.js';
import { configSchemaCommand } from './commands/config/config-schema-command.js';
import { configShowCommand } from './commands/config/config-show-command.js';
import { archiveCommand, auditCommand, batchCommand, singleCommand } from '@create-dump/commands';
import { catCommand } from './commands/cat/cat-command.js';
import { createCompletionCommand } from './commands/completion/completion-command.js';
import { diffCommand } from './commands/diff/diff-command.js';
import { explainCommand } from './commands/explain/explain-command.js';
import { findCommand } from './commands/find/find-command.js';
import { grepCommand } from './commands/grep/grep-command.js';
import { filesCommand } from './commands/files/files-command.js';
import { listCommand } from './commands/list/list-command.js';
import { restoreCommand } from './commands/restore/restore-command.js';
import { secretsCommand } from './commands/secrets/secrets-command.js';
import { snapshotsCommand } from './commands/snapshots/snapshots-command.js';
import { viewCommand } from './commands/view/view-command.js';
import { verifyCommand } from './commands/verify/verify-command.js';

/** The command that runs if the command line names none. */
export const defaultCommand = singleCommand;

/**
 * All commands, in the order of the help. Each is a folder of `commands/`: its definition names the flags that it takes, its readers
 * check the arguments, and its work is imported when it runs. Parser, help, completion, manual and docs/cli.md are derived from
 * this list.
 */
export const commands: readonly Command[] = [
  singleCommand,
  batchCommand,
  archiveCommand,
  auditCommand,
  verifyCommand,
  restoreCommand,
  filesCommand,
  explainCommand,
  diffCommand,
  listCommand,
  catCommand,
  viewCommand,
  snapshotsCommand,
  findCommand,
  grepCommand,
  secretsCommand,
  configShowCommand,
  configSchemaCommand,
  configInitCommand,
  createCompletionCommand(() => commands.map(({ definition }) => definition)),
];
