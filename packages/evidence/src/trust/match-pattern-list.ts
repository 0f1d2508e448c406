/**
 * Whether a comma-separated list of patterns lets a text through, as OpenSSH reads such lists: `*` is any number of characters, `?`
 * is one, a pattern after `!` excludes what it matches, and something else has to match.
 */
export function matchPatternList(text: string, list: string): boolean {
  let isMatched = false;
  // A comma at the end isn't followed by another pattern.
  for (const entry of list.replace(/,$/, '').split(',')) {
    const isNegated = entry.startsWith('!');
    const pattern = isNegated ? entry.slice(1) : entry;
    if (pattern.length > maxPatternLength) return false;
    if (list === '' || !matchPattern(text, pattern)) continue;
    if (isNegated) return false;
    isMatched = true;
  }
  return isMatched;
}

/** The room that OpenSSH has for one. A list with a longer one matches nothing. */
const maxPatternLength = 1022;

/** In time proportional to the product of both lengths. */
function matchPattern(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length;) {
    const expected = pattern[at];
    if (expected === '*') {
      star = at++;
      resume = index;
    } else if (expected === '?' || expected === text[index]) {
      at++;
      index++;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      index = ++resume;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
