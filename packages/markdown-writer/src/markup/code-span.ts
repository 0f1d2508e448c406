import { displayPath } from '@create-dump/core';

/** `text` as a Markdown code span: shown as it is, whatever it holds, once what could hide or break is escaped. */
export function codeSpan(text: string): string {
  if (plain.test(text)) return `\`${text}\``;
  const shown = displayPath(text);
  const runs = shown.match(/`+/g) ?? [];
  const ticks = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  // CommonMark takes one space off both ends, unless there is nothing else, and a backtick there needs one.
  const padding = /^[` ]|[` ]$/.test(shown) && !/^ *$/.test(shown) ? ' ' : '';
  return ticks + padding + shown + padding + ticks;
}

/** Nothing to escape, no backtick, no space at an end. */
const plain = /^[!-[\]-_a-~]+$/;
