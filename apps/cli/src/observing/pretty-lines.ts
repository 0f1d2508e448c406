import { prettyFactory } from 'pino-pretty';

/** Turns a line of the log into one for a person. */
export function createPrettyLines(colorize: boolean): (line: string) => string {
  return prettyFactory({
    colorize,
    ignore: 'command',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  });
}
