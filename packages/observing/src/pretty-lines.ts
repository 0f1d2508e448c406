import { prettyFactory } from 'pino-pretty';

/** Formats a JSON line of the log for a person. */
export function createPrettyLines(colorize: boolean): (line: string) => string {
  return prettyFactory({
    colorize,
    ignore: 'command',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  });
}
