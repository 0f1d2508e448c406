import { displayPath, formatByteSize } from '@create-dump/core';
import { type Proof } from './content-bytes.js';
import { counted } from './counted.js';
import { button, element } from './element.js';
import type { PageRecord } from './read-dump.js';

export interface FileBar {
  setProof(proof: Proof): void;
  setLines(lines: number): void;
}

export const proofTexts = {
  proved: 'Digest proved here',
  differs: 'Digest differs',
  unchecked: 'Not checked',
} as const;

/** The bar over a content, which stays while the content scrolls: path, facts, digest, proof and actions. */
export function drawFileBar(
  bar: HTMLElement,
  record: PageRecord,
  actions: { readonly onCopy?: () => void; readonly onSave?: () => void },
): FileBar {
  const badge = element('span', { class: 'badge', role: 'status' });
  const lines = element('span', {});
  const digest = record.shownSha256 ?? record.sha256;
  const directory = record.path.slice(0, record.path.lastIndexOf('/') + 1);
  const mode =
    record.mode === undefined || record.mode === '100644' ? undefined : modes.get(record.mode);
  bar.replaceChildren(
    element(
      'div',
      { class: 'title' },
      element(
        'h2',
        {},
        element('span', { class: 'quiet' }, displayPath(directory)),
        displayPath(record.path.slice(directory.length)),
      ),
      badge,
      element(
        'span',
        { class: 'actions' },
        actions.onCopy && button({}, 'Copy', actions.onCopy),
        actions.onSave && button({}, 'Save', actions.onSave),
      ),
    ),
    element(
      'p',
      { class: 'about' },
      lines,
      element('span', {}, sizeOf(record)),
      mode === undefined ? undefined : element('span', {}, mode),
      record.encoding === undefined ? undefined : element('span', {}, record.encoding),
      record.unstable && element('span', { class: 'warn' }, 'changed while it was read'),
      record.redacted &&
        element('span', { class: 'warn' }, `${counted(record.redacted.length, 'secret')} redacted`),
      digest === undefined
        ? undefined
        : element('code', { class: 'digest', title: `SHA-256 ${digest}` }, digest),
    ),
  );
  return {
    setProof(proof) {
      badge.className = `badge ${proof}`;
      badge.textContent = proofTexts[proof];
    },
    setLines(count) {
      lines.textContent = `${count.toLocaleString('en')} ${count === 1 ? 'line' : 'lines'}`;
    },
  };
}

const modes: ReadonlyMap<string, string> = new Map([
  ['100755', 'executable'],
  ['120000', 'symbolic link'],
]);

function sizeOf({ size, shownSize }: PageRecord): string | undefined {
  const bytes = size ?? shownSize;
  return bytes === undefined ? undefined : formatByteSize(bytes);
}
