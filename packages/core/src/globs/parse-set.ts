import { type CodeRange, posixClassAt } from './posix-classes.js';

export interface SetNode {
  readonly type: 'set';
  readonly negated: boolean;
  readonly ranges: readonly CodeRange[];
}

/** Parses the inside of `[…]`: characters, ranges and POSIX classes; a leading `!` or `^` negates it. */
export function parseSet(text: string): SetNode {
  const negated = text.startsWith('!') || text.startsWith('^');
  const ranges: CodeRange[] = [];
  let at = negated ? 1 : 0;
  while (at < text.length) {
    const posixClass = posixClassAt(text, at);
    if (posixClass !== undefined) {
      ranges.push(...posixClass.ranges);
      at += posixClass.length;
      continue;
    }
    const first = readMember(text, at);
    at = first.end;
    if (text[at] !== '-' || at + 1 === text.length) {
      ranges.push([first.code, first.code]);
      continue;
    }
    const last = readMember(text, at + 1);
    // A backward range is empty.
    ranges.push([first.code, last.code]);
    at = last.end;
  }
  return { type: 'set', negated, ranges };
}

function readMember(text: string, start: number): { code: number; end: number } {
  const at = text[start] === '\\' && start + 1 < text.length ? start + 1 : start;
  const code = text.codePointAt(at) as number;
  return { code, end: at + (code > 0xff_ff ? 2 : 1) };
}
