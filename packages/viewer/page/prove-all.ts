import { displayPath } from '@create-dump/core';
import { proveContent } from './content-bytes.js';
import { counted, grouped } from './counted.js';
import { button, element } from './element.js';
import type { PageData } from './page-data.js';

const wholeTexts = {
  proved: ['Proved here', 'Every byte of the dump has the digest in its last line.'],
  differs: [
    'Damaged',
    'The dump in this page differs from the digest in its last line. Do not trust what is shown.',
  ],
  unchecked: ['Not checked', 'This browser can’t compute digests here, so nothing was checked.'],
} as const;

/**
 * Proves the whole dump against the digest in its last line as soon as the page is idle, and each file on demand. Returns what the
 * overview shows; `badge` in the head of the page follows.
 */
export function drawProof(data: PageData, badge: HTMLElement): HTMLElement {
  const whole = element(
    'p',
    { role: 'status' },
    'The dump was verified before this page was made.',
  );
  const each = element('p', { role: 'status' }, '');
  const setBadge = (state: string, text: string) => {
    badge.className = `badge ${state}`;
    badge.textContent = text;
  };
  setBadge('unchecked', data.proveWhole === undefined ? 'Verified when served' : 'Checking…');
  const check = async () => {
    const proof = await data.proveWhole?.();
    if (proof === undefined) return;
    const [short, long] = wholeTexts[proof];
    setBadge(proof, short);
    whole.textContent = long;
    whole.className = proof;
  };
  // The first paint comes before.
  setTimeout(() => void check(), 50);
  const prove = button({}, 'Prove every file', () => void proveEach(data, each, prove));
  return element(
    'div',
    { class: 'proofs' },
    whole,
    each,
    prove,
    element(
      'p',
      { class: 'quiet' },
      'Proved means consistent with the digests inside the dump. Whoever can change the page can change those, too: compare the tree digest or the dump’s .sha256 with one that you keep elsewhere.',
    ),
  );
}

async function proveEach(
  data: PageData,
  status: HTMLElement,
  press: HTMLButtonElement,
): Promise<void> {
  press.disabled = true;
  try {
    await proveContents(data, status);
  } catch (error) {
    status.className = 'differs';
    status.textContent = `Not all files could be read: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    press.disabled = false;
  }
}

async function proveContents(data: PageData, status: HTMLElement): Promise<void> {
  const different: string[] = [];
  let proved = 0;
  let unchecked = 0;
  const contents = data.records.filter(({ length }) => length !== undefined);
  for (const record of contents) {
    const proof = await proveContent(await data.content(record), record);
    if (proof === 'differs') different.push(record.path);
    else if (proof === 'proved') proved++;
    else unchecked++;
    if ((proved + unchecked) % 64 === 0)
      status.textContent = `${grouped(proved)} of ${grouped(contents.length)} files proved…`;
  }
  status.className = different.length > 0 ? 'differs' : unchecked > 0 ? '' : 'proved';
  const names = different.slice(0, 10).map(displayPath).join(', ');
  status.textContent =
    different.length > 0
      ? `${counted(different.length, 'file')} ${different.length === 1 ? 'differs from its digest' : 'differ from their digests'}: ${names}`
      : unchecked > 0
        ? 'This browser can’t compute digests here.'
        : `${counted(proved, 'file')} proved, each with its own digest.`;
}
