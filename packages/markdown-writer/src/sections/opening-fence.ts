import type { ContentEncoding, SourceFile } from '@create-dump/core';
import { codeSpan } from '../markup/code-span.js';
import { languageOf } from '../markup/language-of.js';

export interface OpeningOptions {
  readonly encoding?: ContentEncoding;
  readonly unstable: boolean;
  /** Whether secrets are replaced in the content. Default: false. */
  readonly redacted?: boolean;
}

/** The text directly before a content: remarks, if there are any, and the line of the opening fence. */
export function openingFence(
  file: SourceFile,
  fence: string,
  { encoding, unstable, redacted = false }: OpeningOptions,
): string {
  const isLink = file.mode === '120000';
  const language = isLink || encoding === 'base64' ? '' : languageOf(file.path);
  const remarks =
    changeRemark(file) +
    (isLink ? remark('Symbolic link to:') : '') +
    (encoding === undefined ? '' : remark(`${remarkOf[encoding]}:`)) +
    (redacted ? remark('With secrets redacted:') : '') +
    (unstable ? remark('Changed while it was read:') : '');
  return `${remarks}${fence}${language}\n`;
}

function remark(text: string): string {
  return `*${text}*\n\n`;
}

function changeRemark({ change, renamedFrom }: SourceFile): string {
  if (renamedFrom !== undefined) return remark(`Renamed from ${codeSpan(renamedFrom)}:`);
  if (change === undefined) return '';
  return remark(change === 'added' ? 'Added:' : 'Modified:');
}

const remarkOf: Readonly<Record<ContentEncoding, string>> = {
  latin1: 'Not UTF-8, shown as Latin-1',
  'utf-16le': 'UTF-16 (little-endian), shown as UTF-8',
  'utf-16be': 'UTF-16 (big-endian), shown as UTF-8',
  base64: 'In base64',
};
