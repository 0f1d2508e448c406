import { displayPath } from '@create-dump/core';

/** Formats any text as a Markdown code span that shows it as {@link displayPath} does. */
export function codeSpan(text: string): string {
  if (plain.test(text)) return `\`${text}\``;
  const shown = displayPath(text);
  const runs = shown.match(/`+/g) ?? [];
  const ticks = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  // CommonMark strips one space from both ends, unless all are spaces; a backtick at an end must be set off by a space.
  const padding = /^[` ]|[` ]$/.test(shown) && !/^ *$/.test(shown) ? ' ' : '';
  return ticks + padding + shown + padding + ticks;
}

/** Texts that need no escape and no padding. */
const plain = /^[!-[\]-_a-~]+$/;
