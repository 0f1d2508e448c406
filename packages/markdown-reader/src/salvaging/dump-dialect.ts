import { parseHeadingPath } from './parse-heading-path.js';

/** Whose dump it is: ours; of the Python program `create_dump`; of repomix, in its Markdown style. */
export type DialectName = 'create-dump' | 'create_dump' | 'repomix';

/** How a program writes the sections of its dumps. */
export interface DumpDialect {
  readonly name: DialectName;
  /** The path that a line names as the heading of a section; undefined if it is no such heading. */
  pathOf(line: string): string | undefined;
  /** Whether the LF before the closing fence is always one that was added. */
  readonly addsLineEnd: boolean;
  /**
   * What follows the line of a closing fence, unless the file ends there. Where fences may be shorter than those in the
   * content, as in the Python program's dumps, this tells which of them ends it.
   */
  readonly afterFence?: string;
}

/** The dialect of a dump whose first line, or whose first heading of a section, is `line`. */
export function dialectOf(line: string): DumpDialect | undefined {
  return dialects.find(({ begins }) => begins.test(line))?.dialect;
}

const ours: DumpDialect = {
  name: 'create-dump',
  pathOf: (line) => (line.startsWith('## `') ? parseHeadingPath(line.slice(3)) : undefined),
  addsLineEnd: false,
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
