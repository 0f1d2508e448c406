import { formatVersion, type GitFacts, type RunFacts } from '@create-dump/core';
import { codeSpan } from '../markup/code-span.js';

export interface FileCounts {
  readonly sections: number;
  /** Files that the user's options exclude. */
  readonly leftOut: number;
}

/** Renders the header of a dump: a heading and a table of facts about the run. */
export function frontMatter(facts: RunFacts, { sections, leftOut }: FileCounts): string {
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['Generated', facts.generated],
    ...(facts.git === undefined ? [] : [['Git', gitCell(facts.git)] as const]),
    ...sparseRow(facts.git),
    ['Files', String(sections)],
    ...(leftOut === 0 ? [] : [['Left out', `${leftOut}, by the options`] as const]),
    ['Tool', `${facts.tool}, format ${facts.version ?? formatVersion}`],
  ];
  const table = rows.map(([key, value]) => `| ${key} | ${value} |\n`).join('');
  return `# Code dump: ${codeSpan(facts.name)}\n\n| Fact | Value |\n|---|---|\n${table}\n`;
}

function sparseRow(git: GitFacts | undefined): ReadonlyArray<readonly [string, string]> {
  const absent = git?.sparse?.absent ?? 0;
  if (absent === 0) return [];
  const files = absent === 1 ? '1 tracked file is' : `${absent} tracked files are`;
  return [['Sparse checkout', `${files} not in the work tree`]];
}

function gitCell({ branch, commit, dirty, note }: GitFacts): string {
  const at = commit === null ? '' : `@ ${cell(commit)}${dirty === true ? ' (dirty)' : ''}`;
  const head = branch === null ? (commit === null ? '' : 'detached') : cell(branch);
  const unborn = branch !== null && commit === null && note === undefined ? 'no commit yet' : '';
  const place = [head, at].filter((part) => part !== '').join(' ');
  return [place, unborn, note === undefined ? '' : cell(note)]
    .filter((part) => part !== '')
    .join(', ');
}

function cell(text: string): string {
  return codeSpan(text).replaceAll('|', '\\|');
}
