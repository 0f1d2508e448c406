import type { Command } from './command.js';
import { archiveCommand } from './commands/archive/archive-command.js';
import { catCommand } from './commands/cat/cat-command.js';
import { diffCommand } from './commands/diff/diff-command.js';
import { explainCommand } from './commands/explain/explain-command.js';
import { filesCommand } from './commands/files/files-command.js';
import { listCommand } from './commands/list/list-command.js';
import { restoreCommand } from './commands/restore/restore-command.js';
import { singleCommand } from './commands/single/single-command.js';
import { verifyCommand } from './commands/verify/verify-command.js';

/** All commands, in the order of the help. Parser, help, completion, manual and docs/cli.md know them from here. */
export const commands: readonly Command[] = [
  singleCommand,
  archiveCommand,
  verifyCommand,
  restoreCommand,
  filesCommand,
  explainCommand,
  diffCommand,
  listCommand,
  catCommand,
];
