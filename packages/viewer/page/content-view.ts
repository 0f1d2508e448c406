import { element } from './element.js';
import { highlightLines, languageOf, mostHighlighted, type Token } from './highlight-lines.js';
import { createVirtualRows, type VirtualRows } from './virtual-rows.js';

export interface LineRange {
  readonly from: number;
  readonly to: number;
}

export interface ContentView {
  show(path: string, text: string, range: LineRange | undefined): void;
}

const lineHeight = 20;
/** Longer lines are cut: browsers take seconds to lay them out. */
const longestLine = 5000;

/** Shows a text by lines, of which only those in view are in the document; highlights it once it is on the screen. */
export function createContentView(
  scroller: HTMLElement,
  onSelect: (range: LineRange) => void,
): ContentView {
  const list: VirtualRows = createVirtualRows(scroller, lineHeight);
  let lines: readonly string[] = [];
  let tokens: readonly (readonly Token[])[] | undefined;
  let range: LineRange | undefined;
  let shown = 0;
  const draw = (index: number) => {
    const number = index + 1;
    const isMarked = range !== undefined && number >= range.from && number <= range.to;
    const label = element('a', {
      class: 'number',
      'data-line': number,
      'aria-hidden': 'true',
      tabindex: -1,
    });
    label.addEventListener('click', (event) => {
      const from = event.shiftKey && range !== undefined ? Math.min(range.from, number) : number;
      const to = event.shiftKey && range !== undefined ? Math.max(range.from, number) : number;
      range = { from, to };
      list.refresh();
      onSelect(range);
    });
    const code = element('span', { class: 'code' });
    fill(code, lines[index] ?? '', tokens?.[index]);
    return element('div', { class: isMarked ? 'line marked' : 'line' }, label, code);
  };
  return {
    show(path, text, wanted) {
      const turn = ++shown;
      lines = text.split('\n');
      // The last LF ends a line, it doesn't begin one.
      if (lines.length > 1 && lines.at(-1) === '') lines = lines.slice(0, -1);
      tokens = undefined;
      range = wanted;
      scroller.style.setProperty('--digits', String(String(lines.length).length));
      list.show(lines.length, draw);
      if (range !== undefined) list.reveal(range.from - 1, 'center');
      const language = languageOf(path);
      if (language === undefined || text.length > mostHighlighted) return;
      requestAnimationFrame(() =>
        setTimeout(() => {
          if (turn !== shown) return;
          tokens = highlightLines(text, language);
          list.refresh();
        }),
      );
    },
  };
}

function fill(code: HTMLElement, line: string, tokens: readonly Token[] | undefined): void {
  if (line.length > longestLine) {
    const cut = ` … ${(line.length - longestLine).toLocaleString('en')} more characters`;
    code.append(line.slice(0, longestLine), element('span', { class: 'cut' }, cut));
  } else if (tokens === undefined) code.append(visible(line));
  else
    for (const { text, kind } of tokens)
      code.append(kind === '' ? visible(text) : element('span', { class: kind }, visible(text)));
}

/** Characters that reorder text are shown as marks of their own: contents are hostile ("Trojan Source"). */
function visible(text: string): Node {
  const parts = text.split(/([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/u);
  if (parts.length === 1) return document.createTextNode(text);
  const made = document.createDocumentFragment();
  parts.forEach((part, at) => {
    if (at % 2 === 0) made.append(part);
    else {
      const code = (part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      made.append(element('span', { class: 'control', title: 'Reorders text' }, `U+${code}`));
    }
  });
  return made;
}
