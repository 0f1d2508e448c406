import { displayPath, formatByteSize } from '@create-dump/core';
import { button, element } from './element.js';
import type { PageData } from './page-data.js';
import type { PageRecord } from './read-dump.js';
import { explainSkip } from './skip-reasons.js';

const grouped = (count: number) => count.toLocaleString('en');

/** What is shown while no file is open: facts, what the tree is made of, and what isn't in the dump. */
export function drawOverview(
  { header, end, records }: PageData,
  { onOpen, proof }: { onOpen: (record: PageRecord) => void; proof: HTMLElement },
): HTMLElement {
  const skipped = records.filter((record) => record.skipped !== undefined);
  const { git } = header;
  const revision = [git?.branch, git?.commit?.slice(0, 12)].filter(Boolean).join(' @ ');
  return element(
    'div',
    { class: 'overview' },
    element('h2', {}, displayPath(header.name)),
    facts([
      ['Generated', header.generated],
      [
        'Git',
        revision === ''
          ? undefined
          : displayPath(revision) + (git?.dirty === true ? ' (dirty)' : ''),
      ],
      ['Files', `${grouped(end.files)} in the dump, ${grouped(end.skipped)} skipped`],
      ['Size', `${formatByteSize(end.bytes)} (${grouped(end.bytes)} bytes)`],
      ['Tree digest', element('code', {}, end.treeSha256)],
      ['Tool', displayPath(header.tool)],
    ]),
    element('h3', {}, 'Proof'),
    proof,
    element('h3', {}, 'Made of'),
    drawKinds(records),
    element('h3', {}, `Skipped files (${grouped(skipped.length)})`),
    skipped.length === 0
      ? element('p', { class: 'quiet' }, 'Every chosen file is in the dump.')
      : drawSkipped(skipped, onOpen),
  );
}

function facts(rows: readonly (readonly [string, Node | string | undefined])[]): HTMLElement {
  const list = element('dl', { class: 'facts' });
  for (const [name, value] of rows)
    if (value !== undefined) list.append(element('dt', {}, name), element('dd', {}, value));
  return list;
}

const mostKinds = 8;

function drawKinds(records: readonly PageRecord[]): HTMLElement {
  const kinds = new Map<string, { files: number; bytes: number }>();
  for (const { path, length, size, shownSize } of records) {
    if (length === undefined) continue;
    const name = path.split('/').at(-1) ?? '';
    const kind = name.lastIndexOf('.') > 0 ? name.slice(name.lastIndexOf('.')) : 'no extension';
    const sum = kinds.get(kind) ?? { files: 0, bytes: 0 };
    kinds.set(kind, { files: sum.files + 1, bytes: sum.bytes + (size ?? shownSize ?? 0) });
  }
  const sorted = [...kinds].sort(([, a], [, b]) => b.bytes - a.bytes);
  const most = sorted[0]?.[1].bytes ?? 0;
  const body = element('tbody');
  for (const [kind, { files, bytes }] of sorted.slice(0, mostKinds)) {
    const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.setProperty('width', `${most === 0 ? 0 : Math.max(1, (bytes / most) * 100)}%`);
    body.append(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, displayPath(kind)),
        element('td', { class: 'bars' }, bar),
        element('td', { class: 'amount' }, formatByteSize(bytes)),
        element('td', { class: 'amount' }, `${grouped(files)} ${files === 1 ? 'file' : 'files'}`),
      ),
    );
  }
  const rest = sorted.slice(mostKinds).reduce((sum, [, { files }]) => sum + files, 0);
  const table = element('table', { class: 'kinds' }, body);
  if (rest === 0) return table;
  return element(
    'div',
    {},
    table,
    element('p', { class: 'quiet' }, `and ${grouped(rest)} files of other kinds`),
  );
}

const mostSkipped = 500;

function drawSkipped(
  skipped: readonly PageRecord[],
  onOpen: (record: PageRecord) => void,
): HTMLElement {
  const body = element('tbody');
  for (const record of skipped.slice(0, mostSkipped)) {
    const open = button({ class: 'link' }, displayPath(record.path), () => onOpen(record));
    body.append(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, open),
        element('td', {}, explainSkip(record.skipped ?? '', record.detail)),
        element(
          'td',
          { class: 'amount' },
          record.size === undefined ? '' : formatByteSize(record.size),
        ),
      ),
    );
  }
  const head = element('tr', {});
  head.append(
    element('th', { scope: 'col' }, 'Path'),
    element('th', { scope: 'col' }, 'Reason'),
    element('th', { scope: 'col', class: 'amount' }, 'Size'),
  );
  const table = element('table', { class: 'skipped' }, element('thead', {}, head), body);
  const rest = skipped.length - mostSkipped;
  const scroller = element('div', { class: 'wide' }, table);
  if (rest > 0)
    scroller.append(
      element(
        'p',
        { class: 'quiet' },
        `and ${grouped(rest)} more: find them with the filter of the tree`,
      ),
    );
  return scroller;
}
