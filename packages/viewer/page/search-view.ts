import { displayPath } from '@create-dump/core';
import { button, element } from './element.js';
import type { LineRange } from './content-view.js';
import type { Hit, PageData } from './page-data.js';
import type { PageRecord } from './read-dump.js';

const grouped = (count: number) => count.toLocaleString('en');

/** More lines are counted, not drawn. */
const mostDrawn = 1000;

/** Runs one search and draws what it finds as it comes. */
export function createSearchView(
  panel: HTMLElement,
  data: PageData,
  onOpen: (record: PageRecord, range: LineRange) => void,
) {
  let running = new AbortController();
  return async (query: string, ignoreCase: boolean): Promise<void> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const status = element('p', { class: 'status', role: 'status' }, 'Searching…');
    const list = element('div', { class: 'found' });
    panel.replaceChildren(element('h2', {}, 'Search'), status, list);
    panel.scrollTop = 0;
    let lines = 0;
    let files = 0;
    let last = -1;
    let group: HTMLElement | undefined;
    const onHits = (hits: readonly Hit[]) => {
      if (signal.aborted) return;
      for (const hit of hits) {
        const record = data.records[hit.record];
        if (record === undefined) continue;
        lines++;
        if (hit.record !== last) {
          last = hit.record;
          files++;
          if (lines <= mostDrawn) list.append((group = drawGroup(record)));
        }
        if (lines <= mostDrawn)
          group?.append(
            drawHit(hit, { query, ignoreCase, onOpen: (range) => onOpen(record, range) }),
          );
      }
      status.textContent = `${describe(lines, files)} so far…`;
    };
    try {
      await data.search(query, { ignoreCase, signal, onHits });
      if (signal.aborted) return;
      const cut = lines > mostDrawn ? ` The first ${grouped(mostDrawn)} are shown.` : '';
      status.textContent =
        lines === 0 ? 'No line holds this text.' : `${describe(lines, files)}.${cut}`;
    } catch (error) {
      if (!signal.aborted) status.textContent = `The search failed: ${String(error)}`;
    }
  };
}

const describe = (lines: number, files: number) =>
  `${grouped(lines)} ${lines === 1 ? 'line' : 'lines'} in ${grouped(files)} ${files === 1 ? 'file' : 'files'}`;

function drawGroup({ path }: PageRecord): HTMLElement {
  return element('section', { class: 'group' }, element('h3', {}, displayPath(path)));
}

interface Drawing {
  readonly query: string;
  readonly ignoreCase: boolean;
  readonly onOpen: (range: LineRange) => void;
}

function drawHit({ line, text }: Hit, { query, ignoreCase, onOpen }: Drawing): HTMLElement {
  const made = button({ class: 'hit' }, '', () => onOpen({ from: line, to: line }));
  const at = ignoreCase ? text.toLowerCase().indexOf(query.toLowerCase()) : text.indexOf(query);
  const start = Math.max(0, at - 40, Math.min(at, text.length - text.trimStart().length));
  const code = element(
    'span',
    { class: 'code' },
    (text.slice(0, start).trim() === '' ? '' : '…') + text.slice(start, Math.max(at, 0)),
  );
  if (at === -1) code.append(text);
  else
    code.append(
      element('mark', {}, text.slice(at, at + query.length)),
      text.slice(at + query.length),
    );
  made.append(element('span', { class: 'number' }, String(line)), code);
  return made;
}
