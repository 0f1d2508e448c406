import { describeError } from './describe-error.js';
import type { Outcome } from './observer.js';

/** The JSON document that `--json` prints if the run failed. */
export function errorDocument(command: string, { error, exitCode }: Outcome): string {
  const document = { command, error: describeError(error), exitCode };
  return `${JSON.stringify(document, null, 2)}\n`;
}
