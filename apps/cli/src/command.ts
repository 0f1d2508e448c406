import type { CommandModule } from 'yargs';
import type { Arguments } from './commands/argument-readers.js';
import type { Observers } from './observing/open-observers.js';
import type { World } from './world.js';

/** A command's work: returns the exit code. What happens on the way is told to the observers. */
export type Action = (world: World, observers: Observers) => Promise<number>;

/** One command: how it is called, and what reads its arguments into work. Parsing does nothing else. */
export interface Command {
  readonly definition: Pick<CommandModule, 'command' | 'aliases' | 'describe' | 'builder'>;
  /** Throws `USAGE` naming the argument that is wrong. */
  readonly toAction: (argv: Arguments) => Action;
}
