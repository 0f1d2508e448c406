/** The JSON document that `--json` prints. Its schema is in `schemas/`. */
export function documentText(command: string, content: object): string {
  return `${JSON.stringify({ command, ...content }, null, 2)}\n`;
}
