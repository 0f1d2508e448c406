import { spawnSync } from 'node:child_process';
import type { CodeBlock } from './code-blocks.js';

/** One command of a code block, possibly of several lines. */
export interface Example {
  readonly command: string;
  /** The comments above the command, and the one behind it. */
  readonly comment: string;
  /** The output that the document shows; undefined if it shows none. */
  readonly shown: string | undefined;
}

/** `cron` is a `text` block that names a file of /etc/cron.d in its first line; `ci` is a `yaml` block with steps to run. */
export type ShellLanguage = 'sh' | 'console' | 'span' | 'cron' | 'ci';

/** How the commands of a block are written; undefined if it has none. */
export function shellLanguage({ language, text }: CodeBlock): ShellLanguage | undefined {
  if (language === 'sh' || language === 'console' || language === 'span') return language;
  if (language === 'text' && text.startsWith('# /etc/cron.d/')) return 'cron';
  return language === 'yaml' && /^- run: /m.test(text) ? 'ci' : undefined;
}

/** Splits a block into its commands. Text that bash takes for incomplete to the end is one command. */
export function examplesOf(block: CodeBlock): Example[] {
  const language = shellLanguage(block);
  const lines = block.text.replace(/\n$/, '').split('\n');
  if (language === 'console') return consoleExamples(lines);
  if (language === 'cron') return scriptExamples(lines.map(withoutUser));
  return scriptExamples(language === 'ci' ? stepLines(lines) : lines);
}

function scriptExamples(lines: readonly string[]): Example[] {
  const examples: Example[] = [];
  let comments: string[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (line.trim() === '') comments = [];
    if (line.startsWith('#')) comments.push(line.replace(/^#\s*/, ''));
    if (line.trim() === '' || line.startsWith('#')) {
      at++;
      continue;
    }
    const count = commandLength(lines.slice(at));
    const text = withoutSchedule(lines.slice(at, at + count).join('\n'));
    const [command = '', behind = ''] = text.split(/\s{2,}# |\s# (?=[^'"]*$)/);
    examples.push({ command, comment: [...comments, behind].join(' ').trim(), shown: undefined });
    comments = [];
    at += count;
  }
  return examples;
}

/** A command follows `$ `; all lines up to the next one are its output. */
function consoleExamples(lines: readonly string[]): Example[] {
  const examples: Example[] = [];
  for (let at = 0; at < lines.length;) {
    const typed = lines.slice(at).map((line) => line.replace(/^[$>] /, ''));
    const count = lines[at]?.startsWith('$ ') === true ? commandLength(typed) : 0;
    const next = lines.findIndex((line, index) => index >= at + count && line.startsWith('$ '));
    const end = next === -1 ? lines.length : next;
    examples.push({
      command: typed.slice(0, count).join('\n'),
      comment: '',
      shown: lines.slice(at + count, end).join('\n'),
    });
    at = end;
  }
  return examples;
}

/** The number of lines, from the first, that make a complete command. */
function commandLength(lines: readonly string[]): number {
  const count = lines.findIndex(
    (_, at) => syntaxError(lines.slice(0, at + 1).join('\n')) === undefined,
  );
  return count === -1 ? lines.length : count + 1;
}

/** What `bash -n` says against a script; undefined if nothing. A continued last line counts as incomplete. */
export function syntaxError(script: string): string | undefined {
  if (script.endsWith('\\')) return 'the last line is continued';
  const { stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  return stderr === '' ? undefined : stderr;
}

const schedule = /^(?:[\d*/,-]+\s+){5}/;

function withoutSchedule(command: string): string {
  return command.replace(schedule, '');
}

/** The variables and commands of the steps of a CI job. `npx` takes the program from the project, where it is a dependency. */
function stepLines(lines: readonly string[]): string[] {
  const variables = lines.flatMap((line) => /^ {4}([A-Z_]+): (.*)$/.exec(line)?.slice(1) ?? []);
  const exports = variables.flatMap((name, at) =>
    at % 2 === 0 ? [`export ${name}=${variables[at + 1]}`] : [],
  );
  const runs = lines.flatMap((line) => /^- run: (?:npx )?(.*)$/.exec(line)?.[1] ?? []);
  return [...exports, ...runs];
}

/** Lines of /etc/cron.d name a user after the schedule. Its variables are exported, except those of the machine. */
function withoutUser(line: string): string {
  if (/^(?:SHELL|PATH|MAILTO)=/.test(line)) return '';
  if (schedule.test(line)) return line.replace(schedule, '').replace(/^\S+\s+/, '');
  return line.replace(/^(?=\w+=)/, 'export ');
}
