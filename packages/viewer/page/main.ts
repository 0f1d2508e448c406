import { displayPath, formatByteSize } from '@create-dump/core';
import { originalBytes, proveContent } from './content-bytes.js';
import { createContentView, type LineRange } from './content-view.js';
import { element } from './element.js';
import { drawFileBar, proofTexts } from './file-bar.js';
import { drawOverview } from './overview.js';
import { openEmbedded, openServed, type PageData } from './page-data.js';
import { formatPermalink, parsePermalink } from './permalink.js';
import { drawProof } from './prove-all.js';
import type { PageRecord } from './read-dump.js';
import { createSearchView } from './search-view.js';
import { explainSkip } from './skip-reasons.js';
import { listenToKeys } from './keys.js';
import { switchTheme } from './theme.js';
import { createTreeView } from './tree-view.js';

const get = (id: string) => document.getElementById(id) as HTMLElement;
const filter = get('filter') as HTMLInputElement;
const query = get('query') as HTMLInputElement;
const ignoreCase = get('ignore-case') as HTMLInputElement;

async function start(): Promise<void> {
  const embedded = document.getElementById('dump');
  const data =
    embedded === null
      ? await openServed()
      : await openEmbedded(embedded.textContent ?? '', Number(embedded.dataset['size']));
  // Its text is as large as the dump.
  embedded?.remove();
  run(data);
  document.documentElement.dataset['state'] = 'ready';
}

/** Which of the four panes is shown. */
function showPane(name: 'overview' | 'content' | 'note' | 'results'): void {
  for (const pane of ['overview', 'content', 'note', 'results']) get(pane).hidden = pane !== name;
  get('bar').hidden = name === 'overview' || name === 'results';
  get('main').scrollTop = 0;
}

function run(data: PageData): void {
  get('name').textContent = displayPath(data.header.name);
  document.title = `${displayPath(data.header.name)} · create-dump`;
  const byPath = new Map(data.records.map((record) => [record.path, record]));
  let current: PageRecord | undefined;
  const go = (record: PageRecord, range?: LineRange) => {
    const hash = formatPermalink(record, range);
    if (location.hash === hash) void follow();
    else location.hash = hash;
  };
  const tree = createTreeView(get('tree'), data.records, (record) => go(record));
  const content = createContentView(get('content'), (range) => {
    if (current !== undefined) history.replaceState(null, '', formatPermalink(current, range));
  });
  const search = createSearchView(get('results'), data, go);
  const proof = drawProof(data, get('proof'));
  get('overview').append(drawOverview(data, { onOpen: (record) => go(record), proof }));
  const open = async (record: PageRecord, range: LineRange | undefined) => {
    current = record;
    tree.select(record);
    get('sidebar').classList.remove('open');
    await showRecord({ data, record, range, content, isCurrent: () => current === record });
  };
  const follow = async () => {
    const { path, range } = parsePermalink(location.hash);
    const record = path === undefined ? undefined : byPath.get(path);
    if (record !== undefined) return open(record, range);
    current = undefined;
    tree.select(undefined);
    showPane('overview');
  };
  const runSearch = () => {
    if (query.value === '') return void follow();
    showPane('results');
    get('sidebar').classList.remove('open');
    void search(query.value, ignoreCase.checked);
  };
  addEventListener('hashchange', () => void follow());
  filter.addEventListener('input', () => tree.setFilter(filter.value));
  get('search').addEventListener('submit', (event) => {
    event.preventDefault();
    runSearch();
  });
  ignoreCase.addEventListener('change', runSearch);
  get('home').addEventListener('click', () => {
    location.hash = '';
    void follow();
  });
  get('menu').addEventListener('click', () => {
    const isOpen = get('sidebar').classList.toggle('open');
    get('menu').setAttribute('aria-expanded', String(isOpen));
  });
  listenToKeys({
    query,
    filter,
    help: get('help') as HTMLDialogElement,
    step: tree.step,
    close: () => void follow(),
  });
  void follow();
}

interface Shown {
  readonly data: PageData;
  readonly record: PageRecord;
  readonly range: LineRange | undefined;
  readonly content: ReturnType<typeof createContentView>;
  readonly isCurrent: () => boolean;
}

async function showRecord({ data, record, range, content, isCurrent }: Shown): Promise<void> {
  if (record.length === undefined) {
    drawFileBar(get('bar'), record, {});
    const reason = explainSkip(record.skipped ?? '', record.detail);
    showPane('note');
    get('note').replaceChildren(
      element('h3', {}, 'Not in the dump'),
      element('p', {}, `${reason}.`),
      element(
        'p',
        { class: 'quiet' },
        record.sha256 === undefined
          ? 'Its content was not read.'
          : 'The digest above is that of the content that was read.',
      ),
    );
    return;
  }
  const stored = await data.content(record);
  if (!isCurrent()) return;
  const isText = record.encoding !== 'base64';
  const text = isText ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(stored) : '';
  const bar = drawFileBar(get('bar'), record, {
    ...(isText && { onCopy: () => void navigator.clipboard.writeText(text) }),
    onSave: () => save(originalBytes(stored, record.encoding), record.path),
  });
  if (isText && text !== '') {
    showPane('content');
    bar.setLines(text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    content.show(record.path, text, range);
  } else {
    showPane('note');
    const size = formatByteSize(record.size ?? 0);
    get('note').replaceChildren(
      element('h3', {}, text === '' && isText ? 'Empty file' : 'Binary file'),
      element(
        'p',
        {},
        isText
          ? 'It has no content.'
          : `${size} in the dump. Save it to look at it with another program.`,
      ),
    );
  }
  const proof = await proveContent(stored, record);
  if (isCurrent()) bar.setProof(proof);
}

function save(bytes: Uint8Array<ArrayBuffer>, path: string): void {
  const href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  element('a', { href, download: displayPath(path.split('/').at(-1) ?? 'file') }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

switchTheme(get('theme'));
start().catch((error: unknown) => {
  document.documentElement.dataset['state'] = 'failed';
  get('proof').className = 'badge differs';
  get('proof').textContent = proofTexts.differs;
  showPane('note');
  get('note').replaceChildren(
    element('h3', {}, 'This page is damaged'),
    element('p', {}, 'The dump in it can’t be unpacked, so nothing of it is shown.'),
    element('p', { class: 'quiet' }, error instanceof Error ? error.message : String(error)),
  );
});
