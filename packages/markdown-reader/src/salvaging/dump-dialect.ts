import { parseHeadingPath } from './parse-heading-path.js';

/** The program that wrote a dump: this one, the Python program `create_dump`, or repomix (Markdown style). */
export type DialectName = 'create-dump' | 'create_dump' | 'repomix';

/** How a program writes its sections. */
export interface DumpDialect {
  readonly name: DialectName;
  /** The path if the line is a section's heading, else undefined. */
  pathOf(line: string): string | undefined;
  /** Whether the program always adds an LF before the closing fence. */
  readonly addsLineEnd: boolean;
  /**
   * The text after a closing fence's line, unless the dump ends there. It identifies the closing fence where contents may
   * contain longer fences, as in dumps of the Python program.
   */
  readonly afterFence?: string;
  /** The line before the fence of a content in which secrets are redacted. */
  readonly redactedRemark?: string;
}

/** The dialect, recognised by the dump's first line or its first section heading. */
export function dialectOf(line: string): DumpDialect | undefined {
  return dialects.find(({ begins }) => begins.test(line))?.dialect;
}

const ours: DumpDialect = {
  name: 'create-dump',
  pathOf: (line) => (line.startsWith('## `') ? parseHeadingPath(line.slice(3)) : undefined),
  addsLineEnd: false,
  redactedRemark: '*With secrets redacted:*',
};

const python: DumpDialect = {
  name: 'create_dump',
  pathOf(line) {
    const title = /^## (.+)$/.exec(line)?.[1]?.trim();
    return title === 'Table of Contents' || title?.endsWith('Technical Debt Summary') === true
      ? undefined
      : title;
  },
  addsLineEnd: true,
  afterFence: '\n---\n',
};

const repomix: DumpDialect = {
  name: 'repomix',
  pathOf: (line) => /^## File: (.+)$/.exec(line)?.[1],
  addsLineEnd: true,
};

const dialects = [
  { begins: /^# Code dump: `|^## `/, dialect: ours },
  { begins: /^# .*Project Code Dump$/, dialect: python },
  { begins: /^## File: /, dialect: repomix },
];
