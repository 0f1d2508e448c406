import type { Action as ActionIn, Command as CommandIn } from '@create-dump/commands';
import type { World } from './process/world.js';

/** The work of a command in this program's process. */
export type Action = ActionIn<World>;

/** A command of this program. */
export type Command = CommandIn<World>;
