import { element } from './element.js';

export interface VirtualRows {
  /** Scrolled by the user; has the rows in view, and some more. */
  readonly scroller: HTMLElement;
  show(count: number, draw: (index: number) => HTMLElement): void;
  /** Draws the rows in view again. */
  refresh(): void;
  reveal(index: number, where?: 'nearest' | 'center'): void;
}

/** Browsers place nothing below about 33 million pixels, Firefox below 17 million. */
const mostPixels = 16_000_000;

/** A list of rows of one height, of which only those in view are in the document. Printing shows all rows up to a limit. */
export function createVirtualRows(scroller: HTMLElement, rowHeight: number): VirtualRows {
  const rows = element('div', { class: 'rows', role: 'presentation' });
  const space = element('div', { class: 'space', role: 'presentation' }, rows);
  scroller.append(space);
  let count = 0;
  let draw: (index: number) => HTMLElement = () => element('div');
  let drawn = { from: 0, to: 0 };
  const render = (force: boolean) => {
    const height = scroller.clientHeight || 600;
    const first = Math.floor(scroller.scrollTop / rowHeight);
    const from = Math.max(0, first - 12);
    const to = Math.min(count, first + Math.ceil(height / rowHeight) + 12);
    if (!force && from === drawn.from && to === drawn.to) return;
    drawn = { from, to };
    rows.style.setProperty('top', `${from * rowHeight}px`);
    rows.replaceChildren(...Array.from({ length: to - from }, (_, at) => draw(from + at)));
  };
  scroller.addEventListener('scroll', () => render(false), { passive: true });
  new ResizeObserver(() => render(false)).observe(scroller);
  printAll(
    () => scroller.offsetParent !== null && count <= mostPrinted,
    () => rows.replaceChildren(...Array.from({ length: count }, (_, at) => draw(at))),
    () => render(true),
  );
  return {
    scroller,
    show(nextCount, nextDraw) {
      count = Math.min(nextCount, Math.floor(mostPixels / rowHeight));
      draw = nextDraw;
      space.style.setProperty('height', `${count * rowHeight}px`);
      scroller.scrollTop = 0;
      scroller.scrollLeft = 0;
      render(true);
    },
    refresh: () => render(true),
    reveal(index, where = 'nearest') {
      const top = index * rowHeight;
      const height = scroller.clientHeight;
      const isIn = top >= scroller.scrollTop && top + rowHeight <= scroller.scrollTop + height;
      if (where === 'center') scroller.scrollTop = Math.max(0, top - height / 3);
      else if (!isIn)
        scroller.scrollTop = top < scroller.scrollTop ? top : top - height + rowHeight;
      render(false);
    },
  };
}

/** More rows than this take a browser minutes to lay out on paper. */
const mostPrinted = 20_000;

function printAll(isWanted: () => boolean, before: () => void, after: () => void): void {
  addEventListener('beforeprint', () => {
    if (isWanted()) before();
  });
  addEventListener('afterprint', after);
}
