import { displayPath } from '@create-dump/core';
import { element } from './element.js';
import type { PageRecord } from './read-dump.js';
import { type TreeRow, treeRows } from './tree-rows.js';
import { createVirtualRows } from './virtual-rows.js';

export interface TreeView {
  readonly setFilter: (filter: string) => void;
  /** Selects the file, and opens the directories that it is in. */
  readonly select: (record: PageRecord | undefined) => void;
  /** Opens the next file (1) or the one before (-1). */
  readonly step: (by: 1 | -1) => void;
}

const rowHeight = 26;

/** The tree of files as rows of an ARIA tree, which has the focus as a whole. */
export function createTreeView(
  scroller: HTMLElement,
  records: readonly PageRecord[],
  onOpen: (record: PageRecord) => void,
): TreeView {
  const open = new Set<string>();
  let filter = '';
  let selected: PageRecord | undefined;
  let active = 0;
  let rows: readonly TreeRow[] = [];
  const list = createVirtualRows(scroller, rowHeight);
  const draw = (index: number) => drawRow(rows[index] as TreeRow, index);
  const update = () => {
    const top = scroller.scrollTop;
    rows = treeRows(records, open, filter);
    active = Math.min(active, Math.max(0, rows.length - 1));
    list.show(rows.length, draw);
    scroller.scrollTop = top;
    activate(active, false);
  };
  const activate = (index: number, reveal = true) => {
    active = Math.max(0, Math.min(rows.length - 1, index));
    if (reveal) list.reveal(active);
    list.refresh();
    if (document.getElementById(`row-${active}`) === null)
      scroller.removeAttribute('aria-activedescendant');
    else scroller.setAttribute('aria-activedescendant', `row-${active}`);
  };
  const press = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    active = index;
    if (row.record !== undefined) return onOpen(row.record);
    if (!open.delete(row.path)) open.add(row.path);
    update();
  };
  function drawRow(row: TreeRow, index: number): HTMLElement {
    const isFile = row.record !== undefined;
    const isOpen = open.has(row.path) || filter !== '';
    const made = element(
      'div',
      {
        id: `row-${index}`,
        role: 'treeitem',
        class: `row ${isFile ? 'file' : 'directory'}${index === active ? ' active' : ''}`,
        'aria-level': row.depth + 1,
        'aria-expanded': isFile ? undefined : String(isOpen),
        'aria-selected': String(isFile && row.record === selected),
        title: displayPath(row.path),
      },
      element('span', { class: 'twist', 'aria-hidden': 'true' }),
      element('span', { class: 'name' }, displayPath(row.name)),
      isFile
        ? undefined
        : element(
            'span',
            { class: 'count', 'aria-label': `${row.files} files` },
            String(row.files),
          ),
    );
    made.style.setProperty('--depth', String(row.depth));
    made.addEventListener('click', () => press(index));
    return made;
  }
  scroller.addEventListener('keydown', (event) => {
    const row = rows[active];
    const moves: Record<string, () => void> = {
      ArrowDown: () => activate(active + 1),
      ArrowUp: () => activate(active - 1),
      Home: () => activate(0),
      End: () => activate(rows.length - 1),
      PageDown: () => activate(active + 20),
      PageUp: () => activate(active - 20),
      Enter: () => press(active),
      ' ': () => press(active),
      ArrowRight: () =>
        row !== undefined && row.record === undefined && !open.has(row.path)
          ? press(active)
          : activate(active + 1),
      ArrowLeft: () =>
        row !== undefined && row.record === undefined && open.has(row.path)
          ? press(active)
          : activate(parentOf(rows, active)),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move === undefined) return;
    event.preventDefault();
    move();
  });
  // Small trees are shown open.
  if (records.length <= 60) for (const { path } of records) openTo(open, path);
  update();
  return {
    setFilter(next) {
      filter = next.trim();
      active = 0;
      update();
    },
    select(record) {
      selected = record;
      if (record !== undefined) openTo(open, record.path);
      update();
      const at = rows.findIndex((row) => row.record === record);
      if (record !== undefined && at !== -1) activate(at);
    },
    step(by) {
      const at = rows.findIndex((row) => row.record !== undefined && row.record === selected);
      for (let next = at + by; next >= 0 && next < rows.length; next += by) {
        const record = rows[next]?.record;
        if (record !== undefined) return onOpen(record);
        const directory = rows[next] as TreeRow;
        if (by === 1 && !open.has(directory.path) && filter === '') {
          open.add(directory.path);
          update();
        }
      }
    },
  };
}

function parentOf(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  let at = index;
  while (at > 0 && (rows[at]?.depth ?? 0) >= depth) at--;
  return (rows[at]?.depth ?? 0) < depth ? at : index;
}

/** Opens every prefix of a path: rows of joined directories have one of them. */
function openTo(open: Set<string>, path: string): void {
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    open.add(path.slice(0, at + 1));
}
