/** A command: a text for `sh -c`, or a program with its arguments, started without a shell. */
export type HookCommand = string | readonly [program: string, ...args: string[]];

/** Program and arguments of a command. */
export function toProgram(command: HookCommand): readonly [program: string, ...args: string[]] {
  return typeof command === 'string' ? ['sh', '-c', command] : command;
}
