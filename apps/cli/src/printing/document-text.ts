/** The document that `--json` prints. Its schema is `schemas/NAME.schema.json`. */
export function documentText(command: string, content: object): string {
  return `${JSON.stringify({ command, ...content }, null, 2)}\n`;
}
